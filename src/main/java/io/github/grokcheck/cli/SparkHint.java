package io.github.grokcheck.cli;

/** What to say where this build has no Spark. */
final class SparkHint {
    static final String REMEDY = "build with ./mvnw -B -ntp package -Pspark -DskipTests";
    static final String MISSING = "this build has no Spark; " + REMEDY;

    private SparkHint() {}
}
