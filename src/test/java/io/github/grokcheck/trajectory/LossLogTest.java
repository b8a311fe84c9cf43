package io.github.grokcheck.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.grokcheck.trajectory.LossCurve.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossLogTest {
    @TempDir
    Path folder;

    private Path file;
    private LossLog log;

    @BeforeEach
    void open() {
        file = folder.resolve("losses.csv");
        log = new LossLog(file);
    }

    @Test
    void adds_what_is_new_and_reads_back_every_bit() throws IOException {
        log.write(curve(0));
        assertThat(file).hasContent("epoch,train,test\n");
        log.write(curve(2));
        log.write(curve(2));
        Files.writeString(file, Files.readString(file).replace("0,", "00,"));
        log.write(curve(5));
        assertThat(file).content().as("what was there is left as it is").contains("\n00,");
        assertThat(log.read(5).points()).isEqualTo(curve(5).points());
    }

    @Test
    void the_first_curve_of_a_process_takes_the_place_of_what_another_left() {
        log.write(curve(9));
        new LossLog(file).write(curve(4));
        assertThat(log.read(9).points()).isEqualTo(curve(4).points());
    }

    @Test
    void what_was_cut_off_or_stands_behind_is_left_out() throws IOException {
        log.write(curve(3));
        Files.writeString(file, "3,0.1", StandardOpenOption.APPEND);
        assertThat(log.read(4).points()).isEqualTo(curve(3).points());
        Files.writeString(file, "\0\0\n", StandardOpenOption.APPEND);
        assertThat(log.read(2).points()).isEqualTo(curve(2).points());
        assertThatThrownBy(() -> log.read(4)).isInstanceOf(InputException.class);
    }

    @Test
    void after_a_failure_everything_is_written_anew() throws IOException {
        log.write(curve(3));
        Files.delete(file);
        assertThatThrownBy(() -> log.write(curve(4)))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ": cannot be written (" + file + "); free some space or choose another folder");
        log.write(curve(5));
        assertThat(log.read(5).points()).isEqualTo(curve(5).points());
    }

    @Test
    void what_is_no_log_is_named() throws IOException {
        Files.writeString(file, "epoch,train,test\n0,one,\n");
        assertThatThrownBy(() -> log.read(1))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ": \"0,one,\" is not epoch,train,test; restore or train it again");
        Files.writeString(file, "");
        assertThatThrownBy(() -> log.read(1))
                .hasMessage(file + ": the first line is not \"epoch,train,test\"; restore or train it again");
    }

    private static LossCurve curve(int epochs) {
        return new LossCurve(IntStream.range(0, epochs)
                .mapToObj(epoch -> new Point(epoch, Math.exp(-epoch) / 3, epoch % 2 == 0 ? Math.PI : Double.NaN))
                .toList());
    }
}
