package io.github.grokcheck.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.grokcheck.trajectory.InputException;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreAddressTest {
    @Test
    void what_is_shown_holds_no_parameters() {
        assertThat(StoreAddress.of("jdbc:postgresql://host:5433/db?user=me&password=s3cret", Map.of())
                        .shown())
                .isEqualTo("jdbc:postgresql://host:5433/db");
        assertThat(StoreAddress.of("jdbc:h2:file:/x/y;PASSWORD=s3cret", Map.of())
                        .shown())
                .isEqualTo("jdbc:h2:file:/x/y");
    }

    @Test
    void a_message_of_a_driver_loses_passwords_wherever_they_came_from() {
        StoreAddress address = StoreAddress.of(
                "jdbc:postgresql://host/db?password=s3cret&sslpassword=hidden",
                Map.of(StoreAddress.PASSWORD, "fr0m-env"));
        assertThat(address.reason(new SQLException("no s3cret, no hidden and\nno fr0m-env")))
                .isEqualTo("no ***, no *** and");
        assertThat(address.reason(
                        new SQLException("cannot reach jdbc:postgresql://host/db?password=s3cret&sslpassword=hidden")))
                .isEqualTo("cannot reach jdbc:postgresql://host/db");
        assertThat(address.reason(new SQLException("from the environment: fr0m-env")))
                .isEqualTo("from the environment: ***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:mysql://host/db", "history.mv.db", "NONE", "jdbc:sqlite:x?password=s3cret"})
    void other_databases_are_refused_with_what_there_is(String url) {
        assertThatThrownBy(() -> StoreAddress.of(url, Map.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(
                        "is no history", "jdbc:postgresql://HOST/DATABASE", "jdbc:h2:file:PATH", "none")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void a_password_before_an_at_sign_is_refused_and_not_repeated() {
        assertThatThrownBy(() -> StoreAddress.of("jdbc:postgresql://me:s3cret@host/db", Map.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(StoreAddress.PASSWORD)
                .hasMessageNotContaining("s3cret");
    }
}
