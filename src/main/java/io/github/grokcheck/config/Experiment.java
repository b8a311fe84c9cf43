package io.github.grokcheck.config;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The recipe of one training run: everything that decides its result except rounding.
 *
 * @param name what the run is called, for instance {@code mainline-seed0}; not part of the fingerprint
 * @param task what is learnt
 * @param architecture sizes of the transformer
 * @param optimizer AdamW's settings
 * @param schedule how long, and how often a checkpoint is kept
 * @param seeds one per source of randomness
 */
public record Experiment(
        String name, Task task, Architecture architecture, AdamW optimizer, Schedule schedule, Seeds seeds) {

    public Experiment {
        Check.that(name.matches("[a-z0-9][a-z0-9._-]*"), "name", name, "lower-case letters, digits, '.', '_' and '-'");
    }

    /** The same recipe for another seed: it seeds both the initial weights and the split, as the authors did. */
    public Experiment withSeed(long seed) {
        String base = name.replaceFirst("-seed\\d+$", "");
        return new Experiment(base + "-seed" + seed, task, architecture, optimizer, schedule, new Seeds(seed, seed));
    }

    /** The same recipe for another number of epochs. */
    public Experiment withEpochs(int epochs) {
        return new Experiment(name, task, architecture, optimizer, new Schedule(epochs, schedule.saveEvery()), seeds);
    }

    /**
     * Equal for numerical twins: recipes that differ in name, length and save interval alone, whose trainings differ in
     * nothing but rounding.
     */
    public String twinKey() {
        return task + "|" + architecture + "|" + optimizer + "|" + seeds;
    }

    /**
     * Sixteen hexadecimal digits that are equal exactly when task, architecture, optimizer, save interval and seeds are
     * equal. The name and the number of epochs do not count: a run may be continued further.
     */
    public String fingerprint() {
        // The seeds are written out, so that shipped runs keep the fingerprint that their provenance holds.
        String content = task + "|" + architecture + "|" + optimizer + "|" + schedule.saveEvery() + "|Seeds[split="
                + seeds.split() + ", initialization=" + seeds.initialization() + "]"
                + seeds.shuffledAnswers()
                        .map(seed -> "|shuffled-answers=" + seed)
                        .orElse("");
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * Addition modulo a prime.
     *
     * @param p the modulus, an odd prime
     * @param trainFraction share of the p² ordered pairs that are trained on; the count is rounded down
     */
    public record Task(
            int p, @JsonProperty("train-fraction") double trainFraction) {
        public Task {
            Check.that(p >= 3 && p <= 1009 && isPrime(p), "task.p", p, "an odd prime up to 1009");
            Check.that(
                    trainFraction > 0 && trainFraction <= 1,
                    "task.train-fraction",
                    trainFraction,
                    "above 0 and at most 1");
        }

        /** The same task with another share of training pairs. */
        public Task withTrainFraction(double fraction) {
            return new Task(p, fraction);
        }

        private static boolean isPrime(int n) {
            for (int divisor = 2; divisor * divisor <= n; divisor++) {
                if (n % divisor == 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Sizes of the one-layer transformer, under the field's names.
     *
     * @param dModel width of the residual stream
     * @param nHeads number of attention heads
     * @param dHead width of a head; the heads together must fill d_model
     * @param dMlp number of neurons
     */
    public record Architecture(
            @JsonProperty("d_model") int dModel,
            @JsonProperty("n_heads") int nHeads,
            @JsonProperty("d_head") int dHead,
            @JsonProperty("d_mlp") int dMlp) {
        public Architecture {
            Check.that(dModel >= 1 && dModel <= 4096, "architecture.d_model", dModel, "1 to 4096");
            Check.that(nHeads >= 1 && nHeads <= 64, "architecture.n_heads", nHeads, "1 to 64");
            Check.that(dHead >= 1 && dHead <= 4096, "architecture.d_head", dHead, "1 to 4096");
            Check.that(dMlp >= 1 && dMlp <= 16384, "architecture.d_mlp", dMlp, "1 to 16384");
        }
    }

    /**
     * AdamW with decoupled weight decay on every tensor, biases included.
     *
     * @param lr learning rate after the warm-up
     * @param weightDecay λ; each step first multiplies the weights by 1 − lr·λ
     * @param beta1 decay of the gradient's mean
     * @param beta2 decay of the gradient's mean square
     * @param eps added to the root of the mean square
     * @param warmupSteps step s (from 0) uses lr · min(s / warmupSteps, 1), so the first step changes nothing
     */
    public record AdamW(
            double lr,
            @JsonProperty("weight-decay") double weightDecay,
            double beta1,
            double beta2,
            double eps,
            @JsonProperty("warmup-steps") int warmupSteps) {
        public AdamW {
            Check.that(lr > 0 && lr <= 1, "optimizer.lr", lr, "above 0 and at most 1");
            Check.that(weightDecay >= 0 && weightDecay <= 100, "optimizer.weight-decay", weightDecay, "0 to 100");
            Check.that(beta1 >= 0 && beta1 < 1, "optimizer.beta1", beta1, "0 to below 1");
            Check.that(beta2 >= 0 && beta2 < 1, "optimizer.beta2", beta2, "0 to below 1");
            Check.that(eps > 0 && eps <= 1, "optimizer.eps", eps, "above 0 and at most 1");
            Check.that(warmupSteps >= 0, "optimizer.warmup-steps", warmupSteps, "0 or more");
        }

        /** The same optimiser with another weight decay. */
        public AdamW withWeightDecay(double decay) {
            return new AdamW(lr, decay, beta1, beta2, eps, warmupSteps);
        }
    }

    /**
     * How long a run is and how often a checkpoint is kept.
     *
     * @param epochs optimizer steps; the batch is the whole training set
     * @param saveEvery epochs between two checkpoints
     */
    public record Schedule(
            int epochs, @JsonProperty("save-every") int saveEvery) {
        public Schedule {
            Check.that(epochs >= 0 && epochs <= 10_000_000, "schedule.epochs", epochs, "0 to 10000000");
            Check.that(saveEvery >= 1, "schedule.save-every", saveEvery, "1 or more");
        }
    }

    /**
     * One seed per source of randomness.
     *
     * @param split seeds CPython's generator, which shuffles the pairs
     * @param initialization seeds PyTorch's CPU generator, which draws the initial weights
     * @param shuffledAnswers if present, the answers of the training pairs are shuffled among them by CPython's generator
     *     with this seed: there is nothing to learn but a list
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Seeds(
            long split,
            long initialization,

            @JsonProperty("shuffled-answers") @JacksonInject(value = ABSENT, useInput = OptBoolean.TRUE)
            Optional<Long> shuffledAnswers) {
        static final String ABSENT = "absent";
        private static final long LARGEST = 0xFFFF_FFFFL;

        /** The seeds of a run with the right answers. */
        public Seeds(long split, long initialization) {
            this(split, initialization, Optional.empty());
        }

        public Seeds {
            shuffledAnswers.ifPresent(seed ->
                    Check.that(seed >= 0 && seed <= LARGEST, "seeds.shuffled-answers", seed, "0 to 4294967295"));
            Check.that(split >= 0 && split <= LARGEST, "seeds.split", split, "0 to 4294967295");
            // DJL takes a 32-bit signed seed.
            Check.that(
                    initialization >= 0 && initialization <= Integer.MAX_VALUE,
                    "seeds.initialization",
                    initialization,
                    "0 to 2147483647");
        }
    }
}
