package io.github.grokcheck.cli;

import io.github.grokcheck.claim.Verdict;
import java.nio.charset.Charset;

/** A sign for each verdict, in letters that the console can show. */
final class Symbols {
    private static final boolean UNICODE = console().newEncoder().canEncode("✔✘±–");

    private Symbols() {}

    static String of(Verdict.Kind kind) {
        return switch (kind) {
            case UPHELD -> UNICODE ? "✔" : "+";
            case REFUTED -> UNICODE ? "✘" : "x";
            case MIXED -> UNICODE ? "±" : "~";
            case NOT_EVALUATED -> UNICODE ? "–" : "-";
        };
    }

    /** The charset of standard output, under the names that different releases give it. */
    private static Charset console() {
        String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding", ""));
        return name.isEmpty() ? Charset.defaultCharset() : Charset.forName(name);
    }
}
