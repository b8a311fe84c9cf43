package io.github.grokcheck.cli;

import java.io.PrintWriter;

/** Shows how far a long job is and how long it still takes. */
interface ProgressDisplay extends AutoCloseable {
    /**
     * So much is done.
     *
     * @param done steps, of the total
     * @param detail a few words about the present step
     */
    void at(long done, String detail);

    @Override
    void close();

    /**
     * A bar where a person looks on, plain lines elsewhere.
     *
     * @param title the job
     * @param from steps done by an earlier process
     * @param total steps of the whole job
     * @param err where lines go; the bar goes to standard error
     */
    static ProgressDisplay open(String title, long from, long total, PrintWriter err) {
        return Terminal.isInteractive()
                ? new TerminalBar(title, from, total)
                : new PlainLines(title, from, total, err, System::nanoTime);
    }
}
