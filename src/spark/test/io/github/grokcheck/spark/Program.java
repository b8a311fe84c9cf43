package io.github.grokcheck.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/** Java programs from this test's class path, in processes of their own. */
final class Program {
    static final String CLASS_PATH = System.getProperty("java.class.path");

    private Program() {}

    /** Starts Grokcheck. */
    static Process start(Path folder, String log, Object... words) throws IOException {
        return java(folder, log, "io.github.grokcheck.cli.Main", words).start();
    }

    /** A Java program, not started yet, with what Spark needs of the JDK. */
    static ProcessBuilder java(Path folder, String log, String main, Object... words) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                CLASS_PATH));
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        command.add(main);
        Stream.of(words).map(Object::toString).forEach(command::add);
        ProcessBuilder process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve(log).toFile()));
        process.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        return process;
    }
}
