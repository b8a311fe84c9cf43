package io.github.grokcheck.history;

import java.sql.SQLException;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The store of a team, on a real server. */
@Testcontainers(disabledWithoutDocker = true)
class PostgresHistoryStoreTest extends HistoryStoreContractTest {
    @Container
    private static final PostgreSQLContainer SERVER = PostgresServer.container();

    @Override
    StoreAddress empty() throws SQLException {
        return PostgresServer.newDatabase(SERVER);
    }
}
