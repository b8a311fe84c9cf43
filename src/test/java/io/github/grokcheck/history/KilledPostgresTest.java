package io.github.grokcheck.history;

import static io.github.grokcheck.history.Histories.large;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.history.HistoryStoreContractTest.Heard;
import io.github.grokcheck.history.Recorder.Outcome;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A server that is killed, or falls silent, while a verification is being stored. */
@Testcontainers(disabledWithoutDocker = true)
class KilledPostgresTest {
    /** Makes the writing of values so slow that the server dies within the transaction. */
    private static final List<String> SLOW = List.of(
            "create function slow() returns trigger language plpgsql as 'begin perform pg_sleep(60); return null; end'",
            "create trigger slow after insert on observed for each statement execute function slow()");

    @TempDir
    Path folder;

    @Test
    void a_verification_that_the_server_did_not_survive_waits_and_is_pushed_once() throws Exception {
        try (PostgreSQLContainer server = serverWithAFixedPort()) {
            server.start();
            StoreAddress address = PostgresServer.newDatabase(server);
            HistoryStore.open(address).close();
            SLOW.forEach(statement -> execute(address, statement));
            Verification verification = large(0, 20, 8);
            Outbox outbox = new Outbox(folder.resolve("outbox"));

            Outcome outcome = whileRecording(verification, address, outbox, () -> kill(server));

            assertThat(outcome).isInstanceOf(Outcome.Kept.class);
            assertThat(outbox.files()).hasSize(1);
            startAgain(server, address);
            execute(address, "drop trigger slow on observed");
            try (HistoryStore store = HistoryStore.open(address)) {
                assertThat(store.list()).as("nothing is half stored").isEmpty();
            }
            Heard heard = new Heard();
            assertThat(Push.into(address, outbox, false, heard).stored()).isEqualTo(1);
            assertThat(Push.into(address, outbox, false, new Heard()).stored()).isZero();
            try (HistoryStore store = HistoryStore.open(address)) {
                assertThat(store.list()).hasSize(1);
                assertThat(store.verification(verification.id())).isEqualTo(verification);
            }
        }
    }

    /** A server that answers nothing must not keep whoever waits for verdicts. */
    @Test
    void a_server_that_falls_silent_is_given_up_after_seconds() throws Exception {
        try (PostgreSQLContainer server = PostgresServer.container()) {
            server.start();
            StoreAddress address = PostgresServer.newDatabase(server);
            DockerClientFactory.instance()
                    .client()
                    .pauseContainerCmd(server.getContainerId())
                    .exec();
            try {
                long start = System.nanoTime();
                Outcome outcome = new Recorder(address, new Outbox(folder.resolve("outbox"))).record(large(0, 1, 1));
                assertThat(outcome).isInstanceOf(Outcome.Kept.class);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
            } finally {
                DockerClientFactory.instance()
                        .client()
                        .unpauseContainerCmd(server.getContainerId())
                        .exec();
            }
        }
    }

    /** Otherwise a server that is started again has another port. */
    private static PostgreSQLContainer serverWithAFixedPort() throws IOException {
        PostgreSQLContainer server = PostgresServer.container();
        try (ServerSocket socket = new ServerSocket(0)) {
            server.setPortBindings(List.of(socket.getLocalPort() + ":5432"));
        }
        return server;
    }

    private static Outcome whileRecording(
            Verification verification, StoreAddress address, Outbox outbox, Runnable meanwhile) throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Outcome> outcome = other.submit(() -> new Recorder(address, outbox).record(verification));
            awaitTheTrigger(address);
            meanwhile.run();
            return outcome.get(1, TimeUnit.MINUTES);
        } finally {
            other.shutdownNow();
        }
    }

    private static void awaitTheTrigger(StoreAddress address) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (count(address, "select count(*) from pg_stat_activity where wait_event = 'PgSleep'") == 0) {
            assertThat(System.nanoTime()).as("a minute without a write").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private static void kill(Container<?> server) {
        DockerClientFactory.instance()
                .client()
                .killContainerCmd(server.getContainerId())
                .exec();
    }

    private static void startAgain(Container<?> server, StoreAddress address) throws Exception {
        DockerClientFactory.instance()
                .client()
                .startContainerCmd(server.getContainerId())
                .exec();
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (true) {
            try {
                count(address, "select 1");
                return;
            } catch (SQLException e) {
                assertThat(System.nanoTime()).as("a minute without an answer").isLessThan(deadline);
                Thread.sleep(100);
            }
        }
    }

    private static int count(StoreAddress address, String query) throws SQLException {
        try (Connection connection = address.connect();
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void execute(StoreAddress address, String statement) {
        try (Connection connection = address.connect();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException e) {
            throw new AssertionError(statement, e);
        }
    }
}
