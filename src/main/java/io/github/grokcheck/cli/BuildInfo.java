package io.github.grokcheck.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What the build wrote into the jar.
 *
 * @param version of the program
 * @param commit of the code, with "-dirty" if the working tree differed; "unknown" if built without a repository
 * @param djl version of DJL
 * @param pytorch version of PyTorch's native library
 */
record BuildInfo(String version, String commit, String djl, String pytorch) {
    private static final String RESOURCE = "/grokcheck.properties";

    /** Reads it. */
    static BuildInfo read() {
        Properties properties = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the jar");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BuildInfo(
                properties.getProperty("version", "unknown"),
                properties.getProperty("commit", "unknown"),
                properties.getProperty("djl", "unknown"),
                properties.getProperty("pytorch", "unknown"));
    }
}
