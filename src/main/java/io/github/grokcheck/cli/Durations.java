package io.github.grokcheck.cli;

import java.time.Duration;
import java.util.Locale;

/** Times as people say them. */
final class Durations {
    private static final int SECONDS_MATTER_BELOW = 10;

    private Durations() {}

    /** "4.2 s", "2 min 30 s", "12 min", "3 h 05 min". */
    static String words(Duration time) {
        if (time.toMinutes() < 1) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
        }
        if (time.toMinutes() < SECONDS_MATTER_BELOW) {
            return String.format(Locale.ROOT, "%d min %02d s", time.toMinutes(), time.toSecondsPart());
        }
        return time.toHours() < 1
                ? time.toMinutes() + " min"
                : String.format(Locale.ROOT, "%d h %02d min", time.toHours(), time.toMinutesPart());
    }
}
