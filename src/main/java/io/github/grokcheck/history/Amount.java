package io.github.grokcheck.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.grokcheck.claim.Wording;

/** A measured value as it is stored: one number, or words where it is none. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(Amount.OfNumber.class), @JsonSubTypes.Type(Amount.OfWords.class)})
public sealed interface Amount {
    /** The value as people read it. */
    String describe();

    /** One finite number, with all its digits. */
    record OfNumber(double number) implements Amount {
        public OfNumber {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("a measured number must be finite, got " + number);
            }
        }

        @Override
        public String describe() {
            return Wording.number(number);
        }
    }

    /** A list of frequencies, or why there is no number. */
    record OfWords(String words) implements Amount {
        @Override
        public String describe() {
            return words;
        }
    }
}
