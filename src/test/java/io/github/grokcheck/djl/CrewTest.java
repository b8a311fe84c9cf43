package io.github.grokcheck.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import io.github.grokcheck.djl.Crew.Piece;
import io.github.grokcheck.djl.Crew.Plan;
import io.github.grokcheck.djl.Stopwatch.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CrewTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void each_piece_is_done_once_and_results_come_in_the_order_of_the_work(int threads) {
        AtomicInteger calls = new AtomicInteger();
        try (Crew crew = new Crew(threads)) {
            for (int stage = 0; stage < 200; stage++) {
                int added = stage;
                assertThat(crew.call(
                                Part.CHUNKS,
                                IntStream.range(0, 7)
                                        .<Callable<Integer>>mapToObj(piece -> () -> {
                                            calls.incrementAndGet();
                                            return added + piece;
                                        })
                                        .toList()))
                        .containsExactly(stage, stage + 1, stage + 2, stage + 3, stage + 4, stage + 5, stage + 6);
            }
        }
        assertThat(calls).hasValue(1400);
    }

    @Test
    void as_many_pieces_are_done_at_once_as_there_are_threads_also_after_a_pause() throws InterruptedException {
        try (Crew crew = new Crew(3)) {
            for (int pause : new int[] {0, 0, 200}) {
                Thread.sleep(pause);
                CountDownLatch everyone = new CountDownLatch(3);
                Set<Thread> threads = ConcurrentHashMap.newKeySet();
                Callable<Boolean> meeting = () -> {
                    threads.add(Thread.currentThread());
                    everyone.countDown();
                    everyone.await();
                    return true;
                };
                crew.call(Part.CHUNKS, List.of(meeting, meeting, meeting));
                assertThat(threads).hasSize(3).contains(Thread.currentThread());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void a_piece_gets_the_results_of_those_before_it(int threads) {
        try (Crew crew = new Crew(threads)) {
            for (int step = 0; step < 200; step++) {
                Plan plan = crew.plan();
                List<Piece<Integer>> sums = new ArrayList<>();
                sums.add(plan.add(Part.CHUNKS, () -> 1));
                for (int i = 1; i < 20; i++) {
                    Piece<Integer> before = sums.get(i - 1);
                    Piece<Integer> halfway = sums.get(i / 2);
                    sums.add(plan.add(Part.SUMS, () -> before.result() + halfway.result()));
                }
                plan.carryOut();
                assertThat(sums.stream().map(Piece::result))
                        .containsExactly(
                                1, 2, 4, 6, 10, 14, 20, 26, 36, 46, 60, 74, 94, 114, 140, 166, 202, 238, 284, 330);
            }
        }
    }

    @Test
    void the_first_failure_is_told_and_not_that_of_the_pieces_that_wait_for_it() {
        try (Crew crew = new Crew(2)) {
            Plan plan = crew.plan();
            Piece<Integer> broken = plan.add(Part.CHUNKS, () -> {
                Thread.sleep(20);
                throw new IllegalArgumentException("shapes");
            });
            AtomicInteger ended = new AtomicInteger();
            plan.add(Part.CHUNKS, () -> {
                try {
                    return broken.result() + 1;
                } finally {
                    ended.incrementAndGet();
                }
            });
            assertThatThrownBy(plan::carryOut)
                    .hasMessage("a part of the step failed: " + new IllegalArgumentException("shapes"));
            assertThat(ended).hasValue(1);
        }
    }

    @Test
    void what_a_piece_waits_for_is_not_counted_as_its_time() {
        try (Crew crew = new Crew(2)) {
            Plan plan = crew.plan();
            Piece<Integer> slow = plan.add(Part.CHUNKS, () -> {
                Thread.sleep(100);
                return 1;
            });
            plan.add(Part.SUMS, () -> slow.result() + 1);
            plan.carryOut();
            assertThat(crew.stopwatch().milliseconds(Part.CHUNKS)).isGreaterThan(99);
            assertThat(crew.stopwatch().milliseconds(Part.SUMS)).isLessThan(50);
            crew.stopwatch().reset();
            assertThat(crew.stopwatch().milliseconds(Part.CHUNKS)).isZero();
        }
    }

    @Test
    void a_failure_is_told_when_every_other_piece_has_ended() {
        AtomicInteger ended = new AtomicInteger();
        Callable<Integer> slow = () -> {
            Thread.sleep(50);
            return ended.incrementAndGet();
        };
        Callable<Integer> broken = () -> {
            throw new EngineException("out of memory");
        };
        try (Crew crew = new Crew(2)) {
            assertThatThrownBy(() -> crew.call(Part.CHUNKS, List.of(broken, slow, slow)))
                    .isInstanceOf(EngineException.class)
                    .hasMessage("out of memory");
            assertThat(ended).hasValue(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void an_interrupt_is_told_when_every_piece_has_ended(int threads) {
        AtomicInteger ended = new AtomicInteger();
        Thread caller = Thread.currentThread();
        Callable<Integer> interrupting = () -> {
            caller.interrupt();
            return ended.incrementAndGet();
        };
        Callable<Integer> deaf = () -> {
            long end = System.nanoTime() + 50_000_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            return ended.incrementAndGet();
        };
        try (Crew crew = new Crew(threads)) {
            assertThatThrownBy(() -> crew.call(Part.CHUNKS, List.of(interrupting, deaf, deaf, deaf)))
                    .isInstanceOf(CancellationException.class);
            assertThat(ended).hasValue(4);
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
