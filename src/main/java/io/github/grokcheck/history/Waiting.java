package io.github.grokcheck.history;

/**
 * A verification that is not stored yet.
 *
 * @param store where it belongs, as {@link StoreAddress#shown} spells it
 * @param verification all of it
 */
public record Waiting(String store, Verification verification) {}
