package io.github.grokcheck.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A line every few seconds, for logs. */
final class PlainLines implements ProgressDisplay {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final String title;
    private final long from;
    private final long total;
    private final PrintWriter err;
    private final LongSupplier nanoTime;
    private final long start;
    private long lastLine;

    /** @param nanoTime a clock that only runs forward, in nanoseconds */
    PlainLines(String title, long from, long total, PrintWriter err, LongSupplier nanoTime) {
        this.title = title;
        this.from = from;
        this.total = total;
        this.err = err;
        this.nanoTime = nanoTime;
        start = nanoTime.getAsLong();
        lastLine = start;
    }

    @Override
    public void at(long done, String detail) {
        long now = nanoTime.getAsLong();
        if (now - lastLine < BETWEEN_LINES.toNanos()) {
            return;
        }
        lastLine = now;
        err.printf(Locale.ROOT, "%s: %d of %d, %s%s%n", title, done, total, detail, timeLeft(done, now - start));
        err.flush();
    }

    /** The pace so far, held to the end. */
    private String timeLeft(long done, long nanos) {
        return done <= from
                ? ""
                : ", about " + Durations.words(Duration.ofNanos(nanos / (done - from) * (total - done))) + " left";
    }

    @Override
    public void close() {
        err.flush();
    }
}
