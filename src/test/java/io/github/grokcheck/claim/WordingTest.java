package io.github.grokcheck.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.claim.Expectation.AboveUniformLoss;
import io.github.grokcheck.claim.Expectation.AtLeast;
import io.github.grokcheck.claim.Expectation.AtLeastTimes;
import io.github.grokcheck.claim.Expectation.AtMost;
import io.github.grokcheck.claim.Expectation.AtMostTimes;
import io.github.grokcheck.claim.Expectation.Between;
import io.github.grokcheck.claim.Expectation.CloseTo;
import io.github.grokcheck.claim.Expectation.Exactly;
import io.github.grokcheck.claim.Expectation.LaterBy;
import io.github.grokcheck.measure.ModelMeasure;
import io.github.grokcheck.measure.RunMeasure;
import io.github.grokcheck.measure.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
    /** One of each kind, with its words. */
    private static final Map<Expectation, String> WORDS = words();

    private static Map<Expectation, String> words() {
        Map<Expectation, String> words = new LinkedHashMap<>();
        words.put(new AtLeast(0.5), ">= 0.5");
        words.put(new AtMost(1e-9), "<= 1e-9");
        words.put(new Between(8e-8, 1.1e-7), "8e-8 to 1.1e-7");
        words.put(new CloseTo(4.764052, 0.00001), "within 1e-5 of 4.764052");
        words.put(new CloseTo(0.001, 0), "exactly 0.001");
        words.put(new Exactly(List.of(14, 35)), "exactly 14, 35");
        words.put(new AtMostTimes(0.6, ModelMeasure.LOSS_ALL), "<= 0.6 x loss.all");
        words.put(new AtLeastTimes(100, ModelMeasure.LOSS_ALL), ">= 100 x loss.all");
        words.put(
                new LaterBy(1000, RunMeasure.EPOCH_TRAIN_MEMORISED),
                "at least 1000 epochs after epoch.train-loss-below-0.01");
        words.put(new AboveUniformLoss(), "> the uniform guess's ln p");
        return words;
    }

    @Test
    void every_kind_of_expectation_has_words() {
        assertThat(WORDS.keySet().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(Expectation.class.getPermittedSubclasses());
        WORDS.forEach((expectation, words) -> assertThat(expectation.describe()).isEqualTo(words));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "226816, 226816",
        "0.412, 0.412",
        "0.0088495575, 0.0088496",
        "0.00012345678, 0.00012346",
        "0.000012345678, 1.2346e-5",
        "2.41e-7, 2.41e-7",
        "-3.6e-7, -3.6e-7",
        "1783.37812, 1783.4",
        "99999.96, 100000",
        "1.5e12, 1.5e12",
        "0.0001, 0.0001",
        "999999999, 999999999",
        "1000000000, 1e9",
        "123456789.5, 123460000",
        "1234567890.5, 1.2346e9",
        "4.764052, 4.7641",
    })
    void a_number_has_at_most_five_digits(double x, String words) {
        assertThat(Wording.number(x)).isEqualTo(words);
    }

    @Test
    void a_bound_keeps_its_digits_and_a_distance_has_three() {
        assertThat(Wording.bound(4.764052)).isEqualTo("4.764052");
        assertThat(Wording.distance(-0.0884567)).isEqualTo("0.0885");
    }

    @Test
    void every_kind_of_value_has_words() {
        Map<Value, String> words = new LinkedHashMap<>();
        words.put(new Value.Scalar(0.00321), "0.00321");
        words.put(new Value.Scalar(1.3e-15), "below 1e-12");
        words.put(new Value.Scalar(1e-12), "1e-12");
        words.put(new Value.Count(433), "433");
        words.put(new Value.Frequencies(List.of(52, 14)), "14, 52");
        words.put(new Value.Frequencies(List.of()), "none");
        words.put(new Value.Frequencies(upTo(56)), "56 values: 1, 2, 3, ..., 56");
        words.put(new Value.Members(Map.of("cos.14", 0.932)), "cos.14: 0.932");
        words.put(new Value.Members(Map.of()), "none");
        words.put(new Value.Counts(new TreeMap<>(Map.of(35, 93, 14, 44))), "14: 44, 35: 93");
        words.put(new Value.Heads(List.of(Optional.of(new Value.Head(35, 0.99)), Optional.empty())), "35 (0.99), none");
        words.put(new Value.Undefined("0/0"), "no value (0/0)");
        words.put(new Value.Unavailable("no split"), "not measurable (no split)");
        assertThat(words.keySet().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(Value.class.getPermittedSubclasses());
        words.forEach((value, expected) -> assertThat(Wording.value(value)).isEqualTo(expected));
    }

    @Test
    void many_members_are_summed_up_by_their_extremes() {
        Map<String, Double> members = new LinkedHashMap<>();
        upTo(56).forEach(k -> members.put(k.toString(), k / 100.0));
        assertThat(Wording.value(new Value.Members(members))).isEqualTo("56 values from 0.01 to 0.56");
    }

    @Test
    void a_dozen_members_are_listed_and_a_baker_s_dozen_is_summed_up() {
        assertThat(Wording.value(new Value.Frequencies(upTo(12)))).isEqualTo("1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12");
        assertThat(Wording.value(new Value.Frequencies(upTo(13)))).isEqualTo("13 values: 1, 2, 3, ..., 13");
        TreeMap<Integer, Integer> counts = new TreeMap<>();
        upTo(12).forEach(k -> counts.put(k, k));
        assertThat(Wording.value(new Value.Counts(counts)))
                .startsWith("1: 1, 2: 2")
                .endsWith("12: 12");
        counts.put(13, 13);
        assertThat(Wording.value(new Value.Counts(counts))).isEqualTo("13 values from 1 to 13");
    }

    @Test
    void a_condition_is_worded_as_claim_files_spell_it() {
        Condition fve = Claims.condition(ModelMeasure.HEADS, "0.fve", new AtLeast(0.97));
        assertThat(Wording.quantity(fve)).isEqualTo("heads[0].fve");
        assertThat(Wording.expectation(fve)).isEqualTo(">= 0.97");
        Condition each = Claims.condition(ModelMeasure.DIRECTIONS_FVE, new AtLeast(0.9));
        assertThat(Wording.quantity(each)).isEqualTo("fve.neuron-directions");
        assertThat(Wording.expectation(each)).isEqualTo("each >= 0.9");
    }

    @Test
    void words_do_not_depend_on_the_machines_language() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Wording.number(0.412)).isEqualTo("0.412");
            assertThat(Wording.value(new Value.Frequencies(upTo(56)))).isEqualTo("56 values: 1, 2, 3, ..., 56");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void every_kind_of_verdict_has_its_word() {
        assertThat(Arrays.stream(Verdict.Kind.values()).map(Verdict.Kind::word))
                .containsExactly("upheld", "refuted", "mixed", "not evaluated");
        assertThat(Verdict.class.getPermittedSubclasses()).hasSameSizeAs(Verdict.Kind.values());
    }

    private static List<Integer> upTo(int n) {
        return IntStream.rangeClosed(1, n).boxed().toList();
    }
}
