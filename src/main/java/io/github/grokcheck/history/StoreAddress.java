package io.github.grokcheck.history;

import io.github.grokcheck.trajectory.InputException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a history is stored, and how to get in. What is shown of it never holds a password. */
public final class StoreAddress {
    /** Name of the environment's variable with a PostgreSQL user. */
    public static final String USER = "GROKCHECK_HISTORY_USER";

    /** Name of the environment's variable with that user's password. */
    public static final String PASSWORD = "GROKCHECK_HISTORY_PASSWORD";

    private static final String H2 = "jdbc:h2:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    /** Seconds; whoever waits for verdicts should not wait long for their storing. */
    private static final String TO_CONNECT = "5";

    private static final String TO_ANSWER = "20";

    /** Milliseconds that a writer waits for another one of the same process. */
    private static final String FOR_A_LOCK = "10000";

    private static final Pattern SECRET = Pattern.compile("(?i)[?&;](?:ssl)?password=([^&;]*)");
    private static final Pattern CREDENTIALS = Pattern.compile("//.*@");

    /** The driver's own log repeats the whole URL; held here, since loggers nobody holds lose their level. */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    static {
        DRIVER.setLevel(Level.OFF);
    }

    private final String url;
    private final String shown;
    private final Properties properties = new Properties();
    private final Set<String> secrets = new LinkedHashSet<>();

    private StoreAddress(String url) {
        this.url = url;
        this.shown = url.replaceFirst("[?;].*", "");
    }

    /** An H2 file. */
    public static StoreAddress ofFile(Path file) {
        return of(H2 + "file:" + file.toAbsolutePath(), Map.of());
    }

    /**
     * The store of a JDBC URL.
     *
     * @param url of H2 or PostgreSQL, where user and password may be parameters
     * @param environment where they may stand instead, for PostgreSQL
     * @throws InputException if it is neither
     */
    public static StoreAddress of(String url, Map<String, String> environment) {
        if (CREDENTIALS.matcher(url).find()) {
            throw new InputException("the history's URL holds a user before @, which JDBC does not know; write "
                    + "jdbc:postgresql://HOST/DATABASE?user=NAME and put the password into " + PASSWORD
                    + "; an @ in a parameter is %40");
        }
        StoreAddress address = new StoreAddress(url);
        Matcher secret = SECRET.matcher(url);
        while (secret.find()) {
            address.secrets.add(secret.group(1));
        }
        if (url.startsWith(POSTGRESQL)) {
            address.addPostgresql(environment);
        } else if (url.startsWith(H2)) {
            address.addH2();
        } else {
            throw new InputException("\"" + address.shown + "\" is no history; write jdbc:postgresql://HOST/DATABASE,"
                    + " jdbc:h2:file:PATH, or none");
        }
        return address;
    }

    /** What the URL says goes before what stands here. */
    private void addPostgresql(Map<String, String> environment) {
        properties.setProperty("connectTimeout", TO_CONNECT);
        properties.setProperty("loginTimeout", TO_CONNECT);
        properties.setProperty("socketTimeout", TO_ANSWER);
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("ApplicationName", "grokcheck");
        String user = environment.getOrDefault(USER, "");
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
        }
        String password = environment.getOrDefault(PASSWORD, "");
        if (!password.isEmpty()) {
            properties.setProperty("password", password);
            secrets.add(password);
        }
    }

    /** H2 refuses a setting that URL and properties give differently. */
    private void addH2() {
        if (!url.toUpperCase(Locale.ROOT).contains(";LOCK_TIMEOUT=")) {
            properties.setProperty("LOCK_TIMEOUT", FOR_A_LOCK);
        }
    }

    /** The URL without its parameters; it tells stores apart. */
    public String shown() {
        return shown;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, properties);
    }

    /** One line of a driver's message, without what it may repeat of the URL. */
    String reason(Throwable e) {
        String message = String.valueOf(e.getMessage()).replace(url, shown);
        for (String secret : secrets) {
            message = secret.isEmpty() ? message : message.replace(secret, "***");
        }
        return message.lines().findFirst().orElse("no reason given").strip();
    }

    /** What to do where the store does not work. */
    String remedy() {
        return shown.startsWith(H2)
                ? "move " + shown.replaceFirst("^jdbc:h2:(file:)?", "") + ".mv.db away, or use another store"
                : "start the server or check the address, or use another store";
    }
}
