package io.github.grokcheck.cli;

import picocli.CommandLine.IVersionProvider;

/** Answers {@code --version} without loading any native library. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        BuildInfo build = BuildInfo.read();
        return new String[] {
            "grokcheck " + build.version(),
            "commit    " + build.commit(),
            "engine    PyTorch " + build.pytorch() + " through DJL " + build.djl(),
            "Java      " + Runtime.version() + " on " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch")
        };
    }
}
