package io.github.grokcheck.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
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
                assertThat(crew.call(IntStream.range(0, 7)
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
                crew.call(List.of(meeting, meeting, meeting));
                assertThat(threads).hasSize(3).contains(Thread.currentThread());
            }
        }
    }

    @Test
    void two_kinds_of_work_give_two_lists() {
        try (Crew crew = new Crew(2)) {
            String all = crew.<Integer, String, String>all(
                    List.of(() -> 1, () -> 2), List.of(() -> "a"), (numbers, words) -> numbers + " " + words);
            assertThat(all).isEqualTo("[1, 2] [a]");
            assertThat(crew.<Integer, Integer, Integer>both(() -> 7, () -> 4, (one, other) -> one - other))
                    .isEqualTo(3);
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
            assertThatThrownBy(() -> crew.call(List.of(broken, slow, slow)))
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
            assertThatThrownBy(() -> crew.call(List.of(interrupting, deaf, deaf, deaf)))
                    .isInstanceOf(CancellationException.class);
            assertThat(ended).hasValue(4);
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
