package io.github.grokcheck.trajectory;

/** Text from a file, fit for one line of a message: a hostile name must neither break the line nor paint the terminal. */
public final class OneLine {
    private static final String UNSEEN = "[\\p{C}\\p{Zl}\\p{Zp}]";

    private OneLine() {}

    /** The text with question marks for what is no visible character, and without its middle where it is too long. */
    public static String of(String text, int longest) {
        String visible = text.replaceAll(UNSEEN, "?");
        int half = (longest - 3) / 2;
        return visible.length() <= longest
                ? visible
                : visible.substring(0, half) + "..." + visible.substring(visible.length() - half);
    }
}
