package io.github.grokcheck.config;

/** Checks one value of a recipe. */
final class Check {
    private Check() {}

    static void that(boolean holds, String key, Object value, String allowed) {
        if (!holds) {
            throw new RecipeException(key + " is " + value + ", allowed: " + allowed);
        }
    }
}
