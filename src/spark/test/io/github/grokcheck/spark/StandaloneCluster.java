package io.github.grokcheck.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Spark's own master and workers on the loopback address. A worker starts an executor of its own for the sweep. */
final class StandaloneCluster implements AutoCloseable {
    private static final int WORKERS = 2;

    private final String master;
    private final List<Process> processes = new ArrayList<>();

    private StandaloneCluster(int port) {
        master = "spark://127.0.0.1:" + port;
    }

    static StandaloneCluster start(Path folder) throws IOException {
        Path home = sparkHome(folder);
        StandaloneCluster cluster = new StandaloneCluster(freePort());
        String port = cluster.master.substring(cluster.master.lastIndexOf(':') + 1);
        try {
            cluster.add(home, folder, "master.log", "master.Master", "--port", port);
            for (int worker = 0; worker < WORKERS; worker++) {
                cluster.add(
                        home,
                        folder,
                        "worker-" + worker + ".log",
                        "worker.Worker",
                        "--cores",
                        "1",
                        "--memory",
                        "1200m",
                        "--work-dir",
                        folder.resolve("work-" + worker).toString(),
                        cluster.master);
            }
            return cluster;
        } catch (IOException e) {
            cluster.close();
            throw e;
        }
    }

    private void add(Path home, Path folder, String log, String main, String... words) throws IOException {
        Object[] all = Stream.concat(Stream.of("--host", "127.0.0.1", "--webui-port", "0"), Stream.of(words))
                .toArray();
        ProcessBuilder process = Program.java(folder, log, "org.apache.spark.deploy." + main, all);
        process.environment().put("SPARK_HOME", home.toString());
        // Else a worker looks for the version in Spark's own source tree.
        process.environment().put("SPARK_SCALA_VERSION", "2.13");
        processes.add(process.start());
    }

    String master() {
        return master;
    }

    /** A worker and the executors that it has started. */
    List<Long> processesOfWorker(int worker) {
        Process process = processes.get(1 + worker);
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    /** Ends a worker and its executors as a power cut would. */
    void killWorker(int worker) {
        Process process = processes.get(1 + worker);
        List<ProcessHandle> executors = process.descendants().toList();
        process.destroyForcibly();
        executors.forEach(ProcessHandle::destroyForcibly);
    }

    /** Workers insist on an installation; its libraries are those on the class path, which executors are given first. */
    private static Path sparkHome(Path folder) throws IOException {
        Path home = folder.resolve("spark");
        Files.createDirectories(home.resolve("jars"));
        return home;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        for (Process process : processes) {
            List<ProcessHandle> executors = process.descendants().toList();
            process.destroyForcibly();
            executors.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
