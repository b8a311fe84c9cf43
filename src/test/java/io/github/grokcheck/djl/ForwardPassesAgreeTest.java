package io.github.grokcheck.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.github.grokcheck.dataset.ModularAddition;
import io.github.grokcheck.dataset.Split;
import io.github.grokcheck.model.ForwardPass;
import io.github.grokcheck.model.Weights;
import io.github.grokcheck.tensor.Axis;
import io.github.grokcheck.tensor.Shape;
import io.github.grokcheck.tensor.Tensor;
import io.github.grokcheck.trajectory.RecordedRun;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The float32 forward pass that trains against the float64 one that measures, on the shipped run's last checkpoint. */
class ForwardPassesAgreeTest {
    /** The test loss, about 4e-7 nats, is the least well determined: 1e-5 was seen. */
    private static final double LOSS = 1e-4;

    private static final double SHARE = 1e-6;

    private static final ModularAddition TASK = new ModularAddition(113);
    private static final Split SPLIT = Split.random(TASK, 0.3, 0);
    private static final Weights TRAINED =
            RecordedRun.open(Path.of("fixtures/runs/mainline-seed0")).last().weights();
    private static final Tensor FLOAT32 = float32();
    private static final Tensor FLOAT64 = ForwardPass.onAllPairs(TRAINED).logits();

    @Test
    void on_the_losses() {
        for (int[] rows :
                new int[][] {IntStream.range(0, TASK.pairs()).toArray(), SPLIT.trainRows(), SPLIT.testRows()}) {
            double exact = loss(FLOAT64, rows);
            assertThat(Math.abs(loss(FLOAT32, rows) - exact) / exact).isLessThan(LOSS);
        }
    }

    @Test
    void on_the_share_of_the_logits_variance_in_each_paper_frequency() {
        for (int k : new int[] {14, 35, 41, 42, 52}) {
            assertThat(Math.abs(share(FLOAT32, k) - share(FLOAT64, k))).isLessThan(SHARE);
            assertThat(share(FLOAT64, k)).isGreaterThan(0.05);
        }
    }

    @Test
    void but_not_in_every_bit() {
        assertThat(FLOAT32.toArray()).isNotEqualTo(FLOAT64.toArray());
    }

    private static Tensor float32() {
        int[] all = IntStream.range(0, TASK.pairs()).toArray();
        try (NDManager manager = Libtorch.engine().newBaseManager(Device.cpu());
                Crew crew = new Crew(2);
                FullBatch batch =
                        new FullBatch(manager, TASK, all, TRAINED.architecture(), DataType.FLOAT32, 960, crew)) {
            double[] computed = batch.logits(manager, FlatWeights.of(manager, TRAINED, DataType.FLOAT32));
            double[] logits = new double[computed.length];
            int[] rows = batch.rows();
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(computed, i * 114, logits, rows[i] * 114, 114);
            }
            return Tensor.owning(Shape.of(Axis.PAIR, TASK.pairs(), Axis.D_VOCAB_OUT, 114), logits)
                    .columns(0, 113);
        }
    }

    private static double loss(Tensor logits, int[] rows) {
        double sum = 0;
        for (int row : rows) {
            double right = logits.at(row, TASK.label(row));
            double others = 0;
            for (int c = 0; c < 113; c++) {
                others += c == TASK.label(row) ? 0 : Math.exp(logits.at(row, c) - right);
            }
            sum += Math.log1p(others);
        }
        return sum / rows.length;
    }

    /** Share of the logits' variance in cos 2πk(a + b − c)/p. */
    private static double share(Tensor logits, int k) {
        double along = 0;
        double mean = 0;
        for (int row = 0; row < TASK.pairs(); row++) {
            for (int c = 0; c < 113; c++) {
                along += logits.at(row, c) * Math.cos(2 * Math.PI * k * (TASK.label(row) - c) / 113.0);
                mean += logits.at(row, c);
            }
        }
        double entries = TASK.pairs() * 113.0;
        mean /= entries;
        return along * along / (entries / 2) / (logits.sumOfSquares() - entries * mean * mean);
    }
}
