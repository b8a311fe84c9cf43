package io.github.grokcheck.history;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A PostgreSQL server in a container. */
public final class PostgresServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private PostgresServer() {}

    /** A container that is not started. Where images have another home than usual, they lie there ready. */
    public static PostgreSQLContainer container() {
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:15");
        return System.getenv("TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX") == null
                ? container
                : container.withImagePullPolicy(name -> false);
    }

    /** A new database of a running server. */
    public static StoreAddress newDatabase(PostgreSQLContainer server) throws SQLException {
        String name = "history" + DATABASES.incrementAndGet();
        try (Connection connection =
                        DriverManager.getConnection(server.getJdbcUrl(), server.getUsername(), server.getPassword());
                Statement sql = connection.createStatement()) {
            sql.execute("create database " + name);
        }
        return StoreAddress.of(
                "jdbc:postgresql://" + server.getHost() + ":" + server.getMappedPort(5432) + "/" + name,
                environment(server));
    }

    /** What the program's environment holds for that server. */
    public static Map<String, String> environment(PostgreSQLContainer server) {
        return Map.of(StoreAddress.USER, server.getUsername(), StoreAddress.PASSWORD, server.getPassword());
    }
}
