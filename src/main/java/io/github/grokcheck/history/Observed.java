package io.github.grokcheck.history;

/**
 * One measured value of a recorded verdict.
 *
 * @param subject the run or model that was measured
 * @param quantity what was measured, as claim files spell it: {@code gini.W_E}, {@code alpha[14]}
 * @param unit what it is counted in
 * @param amount the value
 * @param expected what the claim expects of it: {@code >= 0.5}
 * @param met whether it is so
 */
public record Observed(String subject, String quantity, String unit, Amount amount, String expected, boolean met) {}
