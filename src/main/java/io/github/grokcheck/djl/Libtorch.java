package io.github.grokcheck.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.github.grokcheck.config.Experiment;
import io.github.grokcheck.model.WeightName;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/** The native library: loading it, its devices, and its random numbers. */
public final class Libtorch {
    private static final String THREADS = "ai.djl.pytorch.num_threads";

    private Libtorch() {}

    /**
     * Loads the library once, with single-threaded operations: the trainer spreads chunks of the batch over threads
     * itself, which was measured to be faster and keeps the bits independent of the number of threads.
     *
     * @throws TrainingException if there is no library for this platform
     */
    public static Engine engine() {
        // Quiet, and no download unless there is no CPU library on the class path.
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty(THREADS, System.getProperty(THREADS, "1"));
        System.setProperty(
                "ai.djl.pytorch.num_interop_threads", System.getProperty("ai.djl.pytorch.num_interop_threads", "1"));
        try {
            return Engine.getEngine("PyTorch");
        } catch (EngineException | UnsatisfiedLinkError e) {
            throw new TrainingException(
                    "PyTorch's native library cannot be loaded (" + e.getMessage()
                            + "); `doctor` says what this machine lacks",
                    e);
        }
    }

    /**
     * Gives the calling thread the number of threads that {@link #engine} sets. On its own a new thread takes it over with
     * the first operation that the library shares out itself, and a matrix product is none: until then a new thread's
     * products were seen to occupy all cores.
     */
    static void settleThread() {
        engine();
        JniUtils.setNumThreads(Integer.getInteger(THREADS, 1));
    }

    /** "PyTorch 2.7.1 (DJL 0.35.1)" and the like. */
    public static String describe() {
        Engine engine = engine();
        return engine.getEngineName() + " " + engine.getVersion() + " (DJL " + Engine.getDjlVersion() + ")";
    }

    /** Number of CUDA devices that the library sees. */
    public static int gpus() {
        return engine().getGpuCount();
    }

    /**
     * The device to train on.
     *
     * @param gpu which GPU where one is used, from 0
     * @throws TrainingException if a GPU is demanded and it is not there
     */
    public static Device device(DeviceChoice choice, int gpu) {
        int gpus = gpus();
        if (choice == DeviceChoice.GPU && gpus == 0) {
            throw new TrainingException(
                    "--device gpu: PyTorch sees no GPU here; use --device cpu, or build with -Dgpu on a machine with"
                            + " CUDA",
                    null);
        }
        if (choice == DeviceChoice.CPU || gpus == 0) {
            return Device.cpu();
        }
        if (gpu >= gpus) {
            throw new TrainingException(
                    "GPU " + gpu + " is to be used, but PyTorch sees " + gpus + "; they are counted from 0", null);
        }
        return Device.gpu(gpu);
    }

    /**
     * The authors' initial weights: standard normal numbers from PyTorch's CPU generator, drawn matrix by matrix in
     * {@link WeightName} order and divided by √d_model, W_U by √(p + 1); biases zero. Float32. One caller at a time: the
     * generator is the engine's only one.
     */
    public static synchronized Weights initialWeights(Experiment experiment) {
        Engine engine = engine();
        engine.setRandomSeed(Math.toIntExact(experiment.seeds().initialization()));
        int p = experiment.task().p();
        Map<WeightName, Tensor> drawn = new EnumMap<>(WeightName.class);
        try (NDManager manager = engine.newBaseManager(Device.cpu())) {
            for (WeightName name : WeightName.values()) {
                var shape = name.shape(p, experiment.architecture());
                drawn.put(
                        name,
                        name.isBias()
                                ? Tensor.owning(shape, new double[shape.count()])
                                : draw(manager, shape, scale(name, p, experiment)));
            }
        }
        return new Weights(drawn);
    }

    /** Number of trained values. */
    static long count(Weights weights) {
        return Arrays.stream(WeightName.values())
                .mapToLong(name -> weights.get(name).shape().count())
                .sum();
    }

    /**
     * Values as an array in memory of the engine's own, rounded to {@code type}. What the engine makes of a Java array
     * lies in Java's memory, which goes when nobody holds on to it, and so does what {@code toType} makes of that for
     * the type that it has already.
     */
    static NDArray copy(NDManager manager, double[] values, DataType type) {
        try (NDArray javas = manager.create(values);
                NDArray rounded = javas.toType(type, true)) {
            return rounded.duplicate();
        }
    }

    /** An array's values, widened to float64. */
    static double[] toDoubles(NDArray array) {
        try (NDArray wide = array.toType(DataType.FLOAT64, true)) {
            return wide.toDoubleArray();
        }
    }

    /** The processor's or the GPU's name, as far as the system tells it. */
    static String deviceName(Device device) {
        if (device.isGpu()) {
            return "GPU " + device.getDeviceId();
        }
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> "CPU " + line.substring(line.indexOf(':') + 1).strip())
                    .orElse("CPU " + System.getProperty("os.arch"));
        } catch (IOException e) {
            return "CPU " + System.getProperty("os.arch");
        }
    }

    private static double scale(WeightName name, int p, Experiment experiment) {
        return Math.sqrt(
                name == WeightName.W_U ? p + 1 : experiment.architecture().dModel());
    }

    private static Tensor draw(NDManager manager, io.github.grokcheck.tensor.Shape shape, double divisor) {
        long[] sizes = shape.sizes().stream().mapToLong(Integer::longValue).toArray();
        try (NDArray normal = manager.randomNormal(0, 1, new Shape(sizes), DataType.FLOAT32)) {
            return Tensor.of(shape, normal.div(divisor).toFloatArray());
        }
    }
}
