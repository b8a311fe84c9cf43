package io.github.grokcheck.checkpoint;

/** The formats that are read. */
public enum Format {
    TORCH("PyTorch archive"),
    TORCH_BEFORE_1_6("PyTorch file in the format before 1.6"),
    SAFETENSORS("safetensors"),
    NUMPY("NumPy archive");

    private final String word;

    Format(String word) {
        this.word = word;
    }

    /** The format's name for people. */
    public String word() {
        return word;
    }
}
