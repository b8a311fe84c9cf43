package io.github.grokcheck.history;

import io.github.grokcheck.trajectory.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * The tables, made by one script a version. A script may be run by two programs at once, and again after it was cut
 * short: each of its statements does nothing where that is done already, and the last one notes the version.
 */
final class Schema {
    /** The newest version that this program knows. */
    static final int VERSION = 1;

    private static final int ATTEMPTS = 5;

    private Schema() {}

    /**
     * Makes the tables that are missing.
     *
     * @throws InputException if a newer program has made them
     */
    static void prepare(Handle handle, StoreAddress address) {
        for (int attempt = 1; version(handle) < VERSION; attempt++) {
            try {
                handle.useTransaction(Schema::upgrade);
            } catch (JdbiException e) {
                // Another program makes the same tables now; what it leaves is looked at again.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
        int found = version(handle);
        if (found > VERSION) {
            throw new InputException(("%s: its schema is version %d, this Grokcheck knows version %d; update Grokcheck,"
                            + " or use another store")
                    .formatted(address.shown(), found, VERSION));
        }
    }

    private static void upgrade(Handle handle) {
        for (int next = version(handle) + 1; next <= VERSION; next++) {
            statements("schema-" + next + ".sql").forEach(handle::execute);
        }
    }

    /** 0 where there are no tables, or not yet all of them. */
    private static int version(Handle handle) {
        boolean isThere = handle.createQuery("select count(*) from information_schema.tables"
                                + " where table_schema = current_schema and lower(table_name) = 'schema_version'")
                        .mapTo(int.class)
                        .one()
                > 0;
        return isThere
                ? handle.createQuery("select coalesce(max(version), 0) from schema_version")
                        .mapTo(int.class)
                        .one()
                : 0;
    }

    private static List<String> statements(String script) {
        try (InputStream in = Schema.class.getResourceAsStream(script)) {
            if (in == null) {
                throw new IllegalStateException(script + " is missing from the jar");
            }
            return Arrays.stream(new String(in.readAllBytes(), StandardCharsets.UTF_8).split(";"))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
