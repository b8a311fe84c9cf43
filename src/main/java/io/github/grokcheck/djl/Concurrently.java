package io.github.grokcheck.djl;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Work that the benchmark does on all cores at once. */
final class Concurrently {
    private Concurrently() {}

    /** Calls everything at the same time, each on a thread of its own, and gives the results in order. */
    static <T> List<T> call(List<Callable<T>> work) {
        ExecutorService pool = Executors.newFixedThreadPool(work.size());
        try {
            List<T> results = new ArrayList<>();
            List<Callable<T>> settled =
                    work.stream().<Callable<T>>map(each -> () -> settled(each)).toList();
            for (Future<T> result : pool.invokeAll(settled)) {
                results.add(result.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the benchmark was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a part of the benchmark failed: " + e.getCause(), e);
        } finally {
            pool.shutdownNow();
        }
    }

    private static <T> T settled(Callable<T> work) throws Exception {
        Libtorch.settleThread();
        return work.call();
    }
}
