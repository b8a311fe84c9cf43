package io.github.grokcheck.history;

import io.github.grokcheck.claim.Noise;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** Verifications as rows of the tables. */
final class Rows {
    private Rows() {}

    /**
     * Writes all rows of a verification; part of a transaction.
     *
     * @return false if it is there already
     */
    static boolean insert(Handle handle, Verification verification) {
        if (holds(handle, verification.id())) {
            return false;
        }
        handle.createUpdate("insert into verification (id, recorded_at, program, origin)"
                        + " values (:id, :at, :program, :origin)")
                .bind("id", verification.id())
                .bind("at", verification.at().atOffset(ZoneOffset.UTC))
                .bind("program", verification.program())
                .bind("origin", verification.origin())
                .execute();
        insertVerdicts(handle, verification);
        insertObserved(handle, verification);
        return true;
    }

    static boolean holds(Handle handle, UUID id) {
        return handle.createQuery("select count(*) from verification where id = :id")
                        .bind("id", id)
                        .mapTo(int.class)
                        .one()
                > 0;
    }

    private static void insertVerdicts(Handle handle, Verification verification) {
        try (PreparedBatch batch = handle.prepareBatch("""
                insert into verdict (verification, claim, verdict, expected, expectation, requirements, basis, rule,
                  noise_relative, noise_absolute, text_sha256, explanation)
                values (:verification, :claim, :verdict, :expected, :expectation, :requirements, :basis, :rule,
                  :relative, :absolute, :sha256, :explanation)""")) {
            for (RecordedVerdict verdict : verification.verdicts()) {
                Noise noise = verdict.noise();
                batch.bind("verification", verification.id())
                        .bind("claim", verdict.claim())
                        .bind("verdict", verdict.verdict())
                        .bind("expected", verdict.expected())
                        .bind("expectation", verdict.expectation())
                        .bindArray("requirements", String.class, verdict.requirements())
                        .bind("basis", verdict.basis())
                        .bind("rule", verdict.rule())
                        .bind("relative", noise instanceof Noise.Relative relative ? relative.share() : null)
                        .bind("absolute", noise instanceof Noise.Absolute absolute ? absolute.distance() : null)
                        .bind("sha256", verdict.sha256())
                        .bind("explanation", verdict.explanation())
                        .add();
            }
            batch.execute();
        }
    }

    private static void insertObserved(Handle handle, Verification verification) {
        try (PreparedBatch batch = handle.prepareBatch("""
                insert into observed (verification, claim, place, subject, quantity, unit, number, words, expected, met)
                values (:verification, :claim, :place, :subject, :quantity, :unit, :number, :words, :expected, :met)""")) {
            for (RecordedVerdict verdict : verification.verdicts()) {
                int place = 0;
                for (Observed observed : verdict.observed()) {
                    Amount amount = observed.amount();
                    batch.bind("verification", verification.id())
                            .bind("claim", verdict.claim())
                            .bind("place", place++)
                            .bind("subject", observed.subject())
                            .bind("quantity", observed.quantity())
                            .bind("unit", observed.unit())
                            .bind("number", amount instanceof Amount.OfNumber number ? number.number() : null)
                            .bind("words", amount instanceof Amount.OfWords words ? words.words() : null)
                            .bind("expected", observed.expected())
                            .bind("met", observed.met())
                            .add();
                }
            }
            batch.execute();
        }
    }

    static Optional<Verification> verification(Handle handle, UUID id) {
        Map<String, List<Observed>> observed = new HashMap<>();
        handle.createQuery("select * from observed where verification = :id order by place")
                .bind("id", id)
                .map((row, context) -> observed.computeIfAbsent(row.getString("claim"), claim -> new ArrayList<>())
                        .add(observed(row)))
                .list();
        List<RecordedVerdict> verdicts = handle.createQuery("select * from verdict where verification = :id")
                .bind("id", id)
                .map((row, context) -> verdict(row, observed.getOrDefault(row.getString("claim"), List.of())))
                .list();
        return handle.createQuery("select * from verification where id = :id")
                .bind("id", id)
                .map((row, context) -> new Verification(
                        id, instant(row, "recorded_at"), row.getString("program"), row.getString("origin"), verdicts))
                .findOne();
    }

    private static RecordedVerdict verdict(ResultSet row, List<Observed> observed) throws SQLException {
        return new RecordedVerdict(
                row.getString("claim"),
                row.getString("verdict"),
                row.getBoolean("expected"),
                row.getString("expectation"),
                strings(row, "requirements"),
                row.getString("basis"),
                row.getString("rule"),
                noise(row),
                row.getString("text_sha256"),
                row.getString("explanation"),
                observed);
    }

    private static Noise noise(ResultSet row) throws SQLException {
        double share = row.getDouble("noise_relative");
        return row.wasNull() ? new Noise.Absolute(row.getDouble("noise_absolute")) : new Noise.Relative(share);
    }

    /** H2 hands out objects, PostgreSQL strings. */
    private static List<String> strings(ResultSet row, String column) throws SQLException {
        List<String> strings = new ArrayList<>();
        for (Object element : (Object[]) row.getArray(column).getArray()) {
            strings.add(String.valueOf(element));
        }
        return strings;
    }

    private static Observed observed(ResultSet row) throws SQLException {
        return new Observed(
                row.getString("subject"),
                row.getString("quantity"),
                row.getString("unit"),
                amount(row),
                row.getString("expected"),
                row.getBoolean("met"));
    }

    private static Amount amount(ResultSet row) throws SQLException {
        double number = row.getDouble("number");
        return row.wasNull() ? new Amount.OfWords(row.getString("words")) : new Amount.OfNumber(number);
    }

    static Summary summary(ResultSet row, StatementContext context) throws SQLException {
        return new Summary(
                row.getObject("id", UUID.class),
                instant(row, "recorded_at"),
                row.getString("program"),
                row.getString("origin"),
                row.getInt("upheld"),
                row.getInt("refuted"),
                row.getInt("mixed"),
                row.getInt("not_evaluated"),
                row.getInt("unexpected"));
    }

    /** Where a claim of some text was judged last. */
    record Newest(String claim, String sha256, UUID verification) {}

    static List<Newest> newestOfEachText(Handle handle, String origin, Instant before) {
        return handle.createQuery("""
                        select claim, text_sha256, verification from (
                          select d.claim, d.text_sha256, d.verification, row_number() over (
                            partition by d.claim, d.text_sha256 order by v.recorded_at desc, v.id) as age
                          from verification v join verdict d on d.verification = v.id
                          where v.origin = :origin and v.recorded_at < :before) judged
                        where age = 1""")
                .bind("origin", origin)
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .map((row, context) -> new Newest(
                        row.getString("claim"),
                        row.getString("text_sha256"),
                        row.getObject("verification", UUID.class)))
                .list();
    }

    static List<Trend.Row> trend(Handle handle, String quantity, Optional<String> claim, Optional<String> subject) {
        return handle.createQuery("""
                        select v.id, v.recorded_at, v.origin, o.claim, o.subject, o.unit, o.number, o.words
                        from observed o join verification v on v.id = o.verification
                        where o.quantity = :quantity
                          and (cast(:claim as varchar) is null or o.claim = :claim)
                          and (cast(:subject as varchar) is null or o.subject = :subject)
                        order by v.recorded_at, v.id, o.claim, o.place""")
                .bind("quantity", quantity)
                .bind("claim", claim)
                .bind("subject", subject)
                .map((row, context) -> new Trend.Row(
                        row.getString("origin"),
                        row.getString("subject"),
                        row.getString("unit"),
                        row.getString("claim"),
                        new Trend.Point(row.getObject("id", UUID.class), instant(row, "recorded_at"), amount(row))))
                .list();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
