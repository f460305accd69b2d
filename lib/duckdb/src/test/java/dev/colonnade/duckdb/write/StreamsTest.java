package dev.colonnade.duckdb.write;

import static dev.colonnade.expr.Exprs.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.Colonnade;
import dev.colonnade.Session;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import dev.colonnade.write.WriteReport;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows from records, result sets and other streams. */
class StreamsTest {
    record Trip(long id, String city, LocalDate day, BigDecimal fare, List<Integer> stops) {}

    record Fare(long id, BigDecimal fare) {}

    private Session session;

    @TempDir
    Path temp;

    @BeforeEach
    void open() {
        session = Colonnade.builder().backend("duckdb").open();
    }

    @AfterEach
    void close() {
        session.close();
    }

    private static Stream<Trip> trips(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Trip(
                        i,
                        i % 3 == 0 ? null : "it's " + i % 3,
                        LocalDate.of(2024, 1, 1).plusDays(i % 2),
                        new BigDecimal(i % 1_000 + ".25"),
                        List.of(i, i + 1)));
    }

    @Test
    void recordsBecomeADataset() throws SQLException {
        Path dataset = temp.resolve("trips");
        List<String> heard = new ArrayList<>();
        WriteReport report = session.write(
                BatchStream.ofRecords(Trip.class, trips(25_000).iterator())
                        .watched(25_000, (processed, total) -> heard.add(processed + "/" + total)),
                dataset.toString(),
                WriteOptions.defaults().withPartitionBy("day").withSortBy("id"));
        assertEquals(25_000, report.rows());
        assertEquals(2, report.files().size());
        assertEquals(List.of("10000/25000", "20000/25000", "25000/25000"), heard);
        assertEquals(
                trips(25_000).toList(),
                session.open(dataset.toString()).sort("id").stream(Trip.class).toList());
        assertEquals(
                List.of("25000|8334|12493750.00|625000000"),
                Foreign.rows(
                        dataset,
                        "SELECT count(*), count(*) - count(city), sum(fare), sum(list_sum(stops))::BIGINT FROM t"));
    }

    /** Rows are read in pages, changed one by one in Java, and written, a page in memory at a time. */
    @Test
    void rowsAreReadChangedAndWritten() {
        Path from = temp.resolve("from");
        Path to = temp.resolve("to");
        session.write(
                BatchStream.ofRecords(Trip.class, trips(25_000).iterator()), from.toString(), WriteOptions.defaults());
        try (Stream<Fare> doubled = session
                .open(from.toString())
                .lazy()
                .filter(col("id").ge(5_000))
                .stream(Fare.class)
                .map(fare -> new Fare(fare.id(), fare.fare().add(fare.fare())))) {
            session.write(
                    BatchStream.ofRecords(Fare.class, doubled.iterator()), to.toString(), WriteOptions.defaults());
        }
        List<Fare> rows =
                session.open(to.toString()).sort("id").stream(Fare.class).toList();
        assertEquals(20_000, rows.size());
        assertEquals(new Fare(5_001, new BigDecimal("2.50")), rows.get(1));
    }

    @Test
    void aResultSetBecomesADataset() throws SQLException {
        Path dataset = temp.resolve("jdbc");
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t AS SELECT x AS id, CAST(x AS SMALLINT) AS s, x % 2 = 0 AS b,"
                    + " CASE WHEN x % 3 > 0 THEN 'n' || x END AS name, CAST(x / 4.0 AS DECIMAL(12, 2)) AS d,"
                    + " CAST(x AS DOUBLE PRECISION) / 8 AS f, DATE '2024-01-01' AS d1, TIME '01:02:03.5' AS t,"
                    + " TIMESTAMP '2024-01-01 05:00:00.25' AS ts,"
                    + " TIMESTAMP WITH TIME ZONE '2024-01-01 05:00:00+02' AS tz, X'00ff' AS bytes,"
                    + " UUID '123e4567-e89b-12d3-a456-426614174000' AS u"
                    + " FROM system_range(1, 12345)");
            try (ResultSet rows = statement.executeQuery("SELECT * FROM t")) {
                WriteReport report =
                        session.write(BatchStream.ofJdbc(rows), dataset.toString(), WriteOptions.defaults());
                assertEquals(12_345, report.rows());
                assertFalse(rows.isClosed());
            }
            try (ResultSet rows = statement.executeQuery("SELECT INTERVAL '1' DAY AS u")) {
                ColonnadeException refused = assertThrows(ColonnadeException.class, () -> BatchStream.ofJdbc(rows));
                assertEquals(
                        "Column 'U' of the result set is INTERVAL DAY, which has no type here: cast it in the query.",
                        refused.getMessage());
            }
        }
        assertEquals(
                List.of(
                        "12345|76205685|8230|6172|19051421.25|2024-01-01|01:02:03.500|2024-01-01 05:00:00.25|2024-01-01 03:00:00+00|\\x00\\xFF|123e4567-e89b-12d3-a456-426614174000"),
                Foreign.rows(
                        dataset,
                        "SELECT count(*), sum(id)::BIGINT, count(name), count(*) FILTER (b), sum(d), any_value(day),"
                                + " any_value(t), any_value(ts), any_value(tz)::VARCHAR, any_value(bytes)::VARCHAR, any_value(u)::VARCHAR FROM (SELECT"
                                + " lower('x'), \"ID\" AS id, \"NAME\" AS name, \"B\" AS b, \"D\" AS d, \"D1\" AS day, \"T\" AS t, \"TS\" AS ts, \"TZ\" AS tz,"
                                + " \"BYTES\" AS bytes, \"U\" AS u FROM t)"));
    }

    @Test
    void aStreamThatFailsChangesNothing() throws Exception {
        Path dataset = temp.resolve("fails");
        Stream<Fare> failing = IntStream.range(0, 15_000).mapToObj(i -> {
            if (i == 12_000) {
                throw new IllegalStateException("no more fares");
            }
            return new Fare(i, BigDecimal.ONE);
        });
        IllegalStateException failure = assertThrows(
                IllegalStateException.class,
                () -> session.write(
                        BatchStream.ofRecords(Fare.class, failing.iterator()),
                        dataset.toString(),
                        WriteOptions.defaults()));
        assertEquals("no more fares", failure.getMessage());
        Stream<Fare> bent =
                IntStream.range(0, 15_000).mapToObj(i -> new Fare(i, new BigDecimal(i < 12_000 ? "1.5" : "1.25")));
        ColonnadeException refused = assertThrows(
                ColonnadeException.class,
                () -> session.write(
                        BatchStream.ofRecords(Fare.class, bent.iterator()),
                        dataset.toString(),
                        WriteOptions.defaults()));
        assertEquals(ErrorCode.CAST_FAILED, refused.code());
        assertEquals(
                "Component 'fare' of a later record Fare is decimal(38,2), and the first 10000 records made the column"
                        + " decimal(38,1): give all values the same scale or precision.",
                refused.getMessage());
        try (Stream<Path> left = Files.walk(dataset)) {
            assertEquals(
                    0,
                    left.filter(file -> file.toString().endsWith(".parquet")
                                    || file.toString().endsWith(".staged"))
                            .count());
        }
    }

    @Test
    void noRowsAreADatasetWithColumns() {
        Path dataset = temp.resolve("none");
        session.write(
                BatchStream.ofRecords(Trip.class, trips(10).iterator()), dataset.toString(), WriteOptions.defaults());
        session.write(
                BatchStream.ofRecords(Trip.class, trips(10).skip(10).iterator()),
                temp.resolve("empty").toString(),
                WriteOptions.defaults());
        ColonnadeException there = assertThrows(
                ColonnadeException.class,
                () -> session.write(
                        BatchStream.ofRecords(Trip.class, trips(10).iterator()),
                        dataset.toString(),
                        WriteOptions.defaults()));
        assertEquals(ErrorCode.EXISTS, there.code());
        session.write(
                BatchStream.ofRecords(Trip.class, trips(5).iterator()),
                dataset.toString(),
                WriteOptions.defaults().withMode(WriteMode.APPEND));
        assertEquals(15, session.open(dataset.toString()).rowCount());
    }
}
