package io.github.grokcheck.djl;

/** Where to train. */
public enum DeviceChoice {
    /** The processor. */
    CPU,
    /** The first CUDA device, or an error. */
    GPU,
    /** The first CUDA device, or else the processor. */
    AUTO
}
