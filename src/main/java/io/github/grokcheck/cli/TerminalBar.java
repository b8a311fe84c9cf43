package io.github.grokcheck.cli;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A progress bar with the time left. */
final class TerminalBar implements ProgressDisplay {
    private final ProgressBar bar;

    TerminalBar(String title, long from, long total) {
        bar = new ProgressBarBuilder()
                .setTaskName(title)
                .setInitialMax(total)
                .startsFrom(from, Duration.ZERO)
                .setUpdateIntervalMillis(250)
                .build();
    }

    @Override
    public void at(long done, String detail) {
        bar.stepTo(done);
        bar.setExtraMessage(detail);
    }

    @Override
    public void close() {
        bar.close();
    }
}
