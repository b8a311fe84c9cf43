package io.github.grokcheck.checkpoint;

import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.trajectory.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A split in a CSV file: one training pair {@code a,b} a line, in any order; a first line {@code a,b} is a heading. */
public final class PairList {
    private static final Pattern PAIR = Pattern.compile("\\s*(\\d{1,5})\\s*,\\s*(\\d{1,5})\\s*");
    private static final long LONGEST = 32L << 20;

    private PairList() {}

    /**
     * Reads the split.
     *
     * @throws InputException naming file and line, if the file is missing, is no list of pairs below p, or names one twice
     */
    public static Split read(Path file, ModularAddition task) {
        List<String> lines = lines(file);
        int first = !lines.isEmpty() && lines.get(0).strip().equals("a,b") ? 1 : 0;
        boolean[] seen = new boolean[task.pairs()];
        int[] rows = IntStream.range(first, lines.size())
                .filter(i -> !lines.get(i).isBlank())
                .map(i -> row(file, i + 1, lines.get(i), task, seen))
                .toArray();
        if (rows.length == 0) {
            throw new InputException(file + ": lists no training pair; write one a line, as in 17,85");
        }
        return Split.ofTrainRows(task, rows);
    }

    private static int row(Path file, int number, String line, ModularAddition task, boolean[] seen) {
        Matcher pair = PAIR.matcher(line);
        if (!pair.matches()) {
            throw new InputException(file + ":" + number + ": is no pair a,b; write one a line, as in 17,85");
        }
        int a = Integer.parseInt(pair.group(1));
        int b = Integer.parseInt(pair.group(2));
        if (a >= task.p() || b >= task.p()) {
            throw new InputException(file + ":" + number + ": " + a + "," + b + " is not below p = " + task.p()
                    + "; is it this model's?");
        }
        int row = task.row(a, b);
        if (seen[row]) {
            throw new InputException(file + ":" + number + ": " + a + "," + b + " is there twice; remove one");
        }
        seen[row] = true;
        return row;
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > LONGEST) {
                throw new InputException(file + ": larger than " + (LONGEST >> 20) + " MiB; a list of pairs is not");
            }
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new InputException(file + ": no such file; check the path", e);
        } catch (IOException e) {
            throw new InputException(
                    file + ": cannot be read as text (" + e.getMessage() + "); it must be a CSV file in UTF-8", e);
        }
    }
}
