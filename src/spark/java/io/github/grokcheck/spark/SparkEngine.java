package io.github.grokcheck.spark;

import io.github.grokcheck.sweep.SweepEngine;
import io.github.grokcheck.sweep.SweepException;
import io.github.grokcheck.sweep.SweepProgress;
import io.github.grokcheck.training.SweepRun;
import io.github.grokcheck.training.TrainerFactory;
import io.github.grokcheck.trajectory.RunFolder;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Trains each run as a Spark job of one task, so that a run that fails for good takes no other with it. A task whose
 * machine is lost is tried again elsewhere and continues from the run's newest checkpoint.
 *
 * @param master as Spark names it
 * @param settings of Spark, by name; they win over those made here
 */
record SparkEngine(String master, Map<String, String> settings) implements SweepEngine {
    private static final long MILLISECONDS_BETWEEN_LOOKS = 1000;

    @Override
    public Map<SweepRun, Throwable> train(List<SweepRun> runs, TrainerFactory trainers, SweepProgress progress) {
        try (JavaSparkContext spark = connect()) {
            Map<SweepRun, Future<Void>> jobs = new LinkedHashMap<>();
            for (SweepRun run : runs) {
                jobs.put(
                        run,
                        spark.parallelize(List.of(TrainingTask.of(run, trainers)), 1)
                                .foreachAsync(TrainingTask::train));
            }
            watch(jobs, progress);
            return failures(jobs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the sweep was interrupted");
        }
    }

    private JavaSparkContext connect() {
        try {
            return new JavaSparkContext(configuration());
        } catch (Exception e) { // Spark throws checked ones without declaring them.
            throw new SweepException(
                    "--master " + master + ": no Spark cluster can be used there (" + firstLine(e)
                            + "); check the URL and that the master runs",
                    e);
        }
    }

    private SparkConf configuration() {
        SparkConf configuration = new SparkConf()
                .setMaster(master)
                .setAppName("grokcheck sweep")
                // A second copy of a run would find its folder held by the first.
                .set("spark.speculation", "false")
                // This program's libraries come before the cluster's, of which some are older.
                .set("spark.executor.extraClassPath", classPath());
        settings.forEach(configuration::set);
        return configuration;
    }

    /** This process's, which must lie at the same place on every machine. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().normalize().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The runs' folders are shared, so that how far they are can be seen from here. */
    private static void watch(Map<SweepRun, Future<Void>> jobs, SweepProgress progress) throws InterruptedException {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = jobs.values().stream().anyMatch(job -> !job.isDone());
            jobs.keySet().forEach(run -> progress.reached(run, RunFolder.reachedEpoch(run.folder())));
            Thread.sleep(goesOn ? MILLISECONDS_BETWEEN_LOOKS : 0);
        }
    }

    private static Map<SweepRun, Throwable> failures(Map<SweepRun, Future<Void>> jobs) throws InterruptedException {
        Map<SweepRun, Throwable> failures = new LinkedHashMap<>();
        for (Map.Entry<SweepRun, Future<Void>> job : jobs.entrySet()) {
            try {
                job.getValue().get();
            } catch (ExecutionException e) {
                failures.put(job.getKey(), failure(job.getKey(), e));
            }
        }
        return failures;
    }

    /** Spark's messages hold whole stack traces of other machines; what the task said is their cause. */
    private static SweepException failure(SweepRun run, ExecutionException reported) {
        return new SweepException(
                run.folder() + ": was given up on the cluster (" + firstLine(saidByTask(reported))
                        + "); the same command continues it",
                reported);
    }

    private static Throwable saidByTask(Throwable e) {
        Throwable cause = e.getCause();
        boolean bySpark = e instanceof ExecutionException || e instanceof SparkException;
        return bySpark && cause != null ? saidByTask(cause) : e;
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
