package dev.colonnade.duckdb.maintain;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.lit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.commit.Snapshot;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.maintain.Grain;
import dev.colonnade.maintain.MaintenanceReport;
import dev.colonnade.maintain.MaintenanceReport.Outcome;
import dev.colonnade.maintain.Retention;
import dev.colonnade.maintain.TimeKey;
import dev.colonnade.source.WritableStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Operations by which files come and go. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MovingTest {
    private static final Instant NOW = Instant.parse("2024-03-10T15:00:00Z");

    private Session session;
    private Kept kept;

    @TempDir
    Path temp;

    @BeforeAll
    void open() {
        session = Colonnade.builder().backend("duckdb").threads(2).open();
    }

    @AfterAll
    void close() {
        session.close();
    }

    @BeforeEach
    void fresh() {
        kept = new Kept(session, temp.resolve("d" + System.nanoTime()));
    }

    /** Two rows of each of the days from the first to the tenth of March 2024, and two without a day. */
    private void fillDays() {
        kept.append(
                "SELECT range AS id, CASE WHEN range < 20 THEN DATE '2024-03-01' + (range // 2)::INT END AS day"
                        + " FROM range(22)",
                "day");
    }

    @Test
    void oldPartitionsAreDroppedAndCanBeBroughtBack() throws SQLException {
        fillDays();
        List<String> before = kept.rows();
        Retention week = Retention.dropAfter(Period.ofDays(7)).asOf(NOW);
        MaintenanceReport promised = kept.maintain().dryRun().retain(week);
        assertEquals(before, kept.rows());
        MaintenanceReport done = kept.maintain().retain(week);
        assertEquals(List.of("day=2024-03-01", "day=2024-03-02"), done.partitions());
        assertEquals(List.of("1 file in partitions without a time are kept."), done.notes());
        assertEquals(promised.before(), done.before());
        assertEquals(4, done.before().rows());
        assertEquals(18, kept.count());
        assertEquals(List.of("2024-03-03"), kept.foreign("SELECT min(day)::VARCHAR FROM t"));
        assertEquals(Outcome.NOTHING_TO_DO, kept.maintain().retain(week).outcome());
        kept.maintain().rollbackTo(1);
        assertEquals(before, kept.rows());
    }

    @Test
    void agesAreThoseOfTheCalendarToTheHour() {
        kept.append(
                "SELECT range AS id, 2024 AS year, lpad((range % 2 + 1)::VARCHAR, 2, '0') AS month FROM range(10)",
                "year", "month");
        Retention month = Retention.dropAfter(Period.ofMonths(1));
        Instant march = Instant.parse("2024-03-01T00:00:00Z");
        assertFalse(kept.maintain().retain(month.asOf(march.minusSeconds(1))).changed());
        assertEquals(
                List.of("year=2024/month=01"),
                kept.maintain().retain(month.asOf(march)).partitions());
        assertFalse(kept.maintain()
                .retain(Retention.dropAfter(Duration.ofHours(1)).asOf(march))
                .changed());
    }

    @Test
    void whatIsNoTimeIsRefusedUnlessItIsSaid() {
        kept.append("SELECT range AS id, 20240100 + range AS d FROM range(40)", "d");
        Retention drop = Retention.dropAfter(Period.ofDays(1)).asOf(Instant.parse("2024-01-04T00:00:00Z"));
        assertEquals(
                "The partition keys (d int64) hold no time that is told by name or type: say which with a TimeKey.",
                assertThrows(ColonnadeException.class, () -> kept.maintain().retain(drop))
                        .getMessage());
        MaintenanceReport done = kept.maintain().retain(drop.withTimeKey(TimeKey.of("d", "yyyyMMdd")));
        assertEquals(List.of("d=20240101", "d=20240102"), done.partitions());
        assertEquals(List.of("9 files in partitions without a time are kept."), done.notes());
        assertEquals(
                "A pattern of time keys has yyyy, then maybe MM, dd and HH, unlike 'dd.MM.'.",
                assertThrows(ColonnadeException.class, () -> TimeKey.of("d", "dd.MM."))
                        .getMessage());
    }

    @Test
    void oldPartitionsAreArchivedOlderOnesDropped() throws SQLException, IOException {
        fillDays();
        Path archive = temp.resolve("archive" + System.nanoTime());
        Retention policy = Retention.archiveAfter(Period.ofDays(3), archive)
                .thenDropAfter(Period.ofDays(7))
                .asOf(NOW);
        MaintenanceReport done = kept.maintain().retain(policy);
        assertEquals("archive after P3D, drop after P7D", done.operation());
        assertEquals(6, done.before().files());
        assertEquals(
                List.of("1 file in partitions without a time are kept.", "4 files in the archive '" + archive + "'."),
                done.notes());
        assertEquals(10, kept.count());
        assertEquals(
                List.of(LocalDate.of(2024, 3, 3), LocalDate.of(2024, 3, 6)),
                List.copyOf(session.open(archive.toString())
                        .sql("SELECT min(day) AS a, max(day) AS b FROM self")
                        .collect()
                        .toMaps()
                        .get(0)
                        .values()));
        assertEquals(8, session.open(archive.toString()).count());
        assertEquals(List.of("8"), new Kept(session, archive).foreign("SELECT count(*)::VARCHAR FROM t"));
    }

    @Test
    void anArchiveHasTheTypesOfTheDataset() {
        kept.append("SELECT range AS id, (range % 3)::VARCHAR AS p FROM range(9)", "p");
        Path archive = temp.resolve("archive" + System.nanoTime());
        kept.maintain().archive(archive, col("p").eq("1"));
        kept.maintain().archive(archive, col("p").eq("2"));
        ParquetDataset archived = session.open(archive.toString());
        assertEquals(kept.open().schema(), archived.schema());
        assertEquals(3, archived.filter(col("p").eq("2")).count());
        assertEquals(
                List.of("archive where (p = '1')", "archive where (p = '2')"),
                archived.maintain().snapshots().stream().map(Snapshot::what).toList());
        Kept other = new Kept(session, temp.resolve("other" + System.nanoTime()));
        other.append("SELECT range AS id, (range % 3) AS p FROM range(9)", "p");
        List<String> before = other.rows();
        assertEquals(
                "[" + archive
                        + "] This dataset is partitioned by (p string) and the one that files come from by (p int64), so"
                        + " nothing was changed: choose another place.",
                assertThrows(ColonnadeException.class, () -> other.maintain().archive(archive, col("p").eq(1)))
                        .getMessage());
        assertEquals(before, other.rows());
    }

    @Test
    void anArchiveThatWasCutOffIsFinished() throws IOException {
        fillDays();
        Path archive = temp.resolve("archive" + System.nanoTime());
        Path first = kept.open().files().get(0).path();
        Path copy = archive.resolve(kept.directory().relativize(first));
        Files.createDirectories(copy.getParent());
        Files.copy(first, copy);
        Files.writeString(copy.resolveSibling(".part-x.parquet.unfinished"), "half");
        MaintenanceReport done = kept.maintain().archive(archive, col("day").le(lit(LocalDate.of(2024, 3, 2))));
        assertEquals(2, done.before().files());
        assertEquals(4, session.open(archive.toString()).count());
        assertEquals(18, kept.count());
    }

    @Test
    void anUnequalCopyIsRefusedAndNothingIsTaken() throws IOException {
        fillDays();
        List<String> before = kept.rows();
        Path archive = temp.resolve("archive" + System.nanoTime());
        Path first = kept.open().files().get(0).path();
        Path copy = archive.resolve(kept.directory().relativize(first));
        Files.createDirectories(copy.getParent());
        byte[] bytes = Files.readAllBytes(first);
        bytes[bytes.length / 2] ^= 1;
        Files.write(copy, bytes);
        assertEquals(
                "[" + copy
                        + "] Another file of this name is there already, so nothing was changed: choose another place.",
                assertThrows(ColonnadeException.class, () -> kept.maintain()
                                .archive(archive, col("day").isNotNull()))
                        .getMessage());
        assertEquals(before, kept.rows());
        assertEquals(
                "The archive '" + kept.directory().resolve("old") + "' and the dataset '" + kept.directory()
                        + "' lie in one another: archive to another place.",
                assertThrows(ColonnadeException.class, () -> kept.maintain()
                                .archive(
                                        kept.directory().resolve("old"),
                                        col("day").isNotNull()))
                        .getMessage());
    }

    /** Every call of the archive's storage fails in turn, before and after it was done. */
    @Test
    void aStorageThatFailsLeavesTheDatasetAsItWas() throws IOException {
        fillDays();
        List<String> before = kept.rows();
        int calls = 0;
        boolean done = false;
        for (int at = 1; !done; at++) {
            for (FaultyStorage.Fault fault : FaultyStorage.Fault.values()) {
                Path archive = temp.resolve("archive" + System.nanoTime());
                FaultyStorage storage = new FaultyStorage(WritableStorage.local(), fault, at);
                try {
                    kept.maintain().archive(archive, col("day").lt(lit(LocalDate.of(2024, 3, 4))), storage);
                    assertFalse(storage.failed(), "a fault was not noticed");
                    done = at > storage.calls();
                    kept.maintain().rollbackTo(1);
                } catch (ColonnadeException e) {
                    assertTrue(String.valueOf(e.getMessage()).contains("the dataset is as it was"), e.getMessage());
                    assertEquals(before, kept.rows());
                    MaintenanceReport again =
                            kept.maintain().archive(archive, col("day").lt(lit(LocalDate.of(2024, 3, 4))));
                    assertEquals(3, again.before().files());
                    assertEquals(6, session.open(archive.toString()).count());
                    kept.maintain().rollbackTo(1);
                    assertEquals(before, kept.rows());
                }
                calls = Math.max(calls, storage.calls());
            }
        }
        assertTrue(calls > 9, "calls: " + calls);
    }

    @Test
    void everythingMayGoButTheColumns() {
        fillDays();
        MaintenanceReport done = kept.maintain()
                .archive(
                        temp.resolve("archive" + System.nanoTime()),
                        col("day").isNull().or(col("day").isNotNull()));
        assertEquals(11, done.before().files());
        assertEquals(0, kept.count());
        assertEquals(List.of("id", "day"), kept.open().schema().names());
        kept.append("SELECT 1::BIGINT AS id, DATE '2024-05-01' AS day", "day");
        assertEquals(1, kept.count());
    }

    @Test
    void partitionsAreMadeAhead() throws SQLException {
        kept.append(
                "SELECT range AS id, ['n', 's'][range % 2 + 1] AS region, DATE '2024-03-09' + (range % 2)::INT AS day"
                        + " FROM range(4)",
                "region", "day");
        List<String> before = kept.rows();
        TimeKey day = TimeKey.of("day", Grain.DAY);
        assertEquals(
                List.of(
                        "region=n/day=2024-03-11",
                        "region=n/day=2024-03-12",
                        "region=s/day=2024-03-11",
                        "region=s/day=2024-03-12"),
                kept.maintain().dryRun().createAhead(2, day, NOW).partitions());
        MaintenanceReport done = kept.maintain().createAhead(2, day, NOW);
        assertEquals(4, done.after().files());
        assertEquals(before, kept.rows());
        assertEquals(6, kept.open().files().size());
        assertEquals(
                List.of("4"),
                kept.foreign("SELECT count(*)::VARCHAR FROM glob('" + kept.directory()
                        + "/*/day=2024-03-1[12]/*.parquet')"));
        assertEquals(List.of("4"), kept.foreign("SELECT count(*)::VARCHAR FROM t"));
        assertEquals(
                Outcome.NOTHING_TO_DO, kept.maintain().createAhead(2, day, NOW).outcome());
        kept.append("SELECT 7::BIGINT AS id, 'n' AS region, DATE '2024-03-11' AS day", "region", "day");
        assertEquals(2, kept.files().get("region=n/day=2024-03-11"));
        kept.maintain().compact();
        assertEquals(1, kept.files().get("region=n/day=2024-03-11"));
        assertEquals(1, kept.files().get("region=n/day=2024-03-12"));
        assertEquals(5, kept.count());
    }

    @Test
    void oneDayDoesNotTellHowLongPartitionsAre() {
        kept.append("SELECT 1 AS id, DATE '2024-01-01' AS day", "day");
        assertEquals(
                "One partition does not tell how much time each spans: say it with a TimeKey.",
                assertThrows(ColonnadeException.class, () -> kept.maintain().createAhead(1))
                        .getMessage());
        assertFalse(kept.maintain()
                .retain(Retention.dropAfter(Period.ofDays(1)).asOf(Instant.parse("2024-12-31T00:00:00Z")))
                .changed());
    }

    @Test
    void keysOfYearAndMonthGoOnOverTheEndOfTheYear() {
        kept.append("SELECT range AS id, 2023 AS year, range + 10 AS month FROM range(3)", "year", "month");
        MaintenanceReport report =
                session.open(kept.directory().toString()).maintain().dryRun().createAhead(1);
        assertEquals(1, report.partitions().size(), "from now on");
        kept.append("SELECT 1::BIGINT AS id, 2024::INTEGER AS year, 1::BIGINT AS month", "year", "month");
        assertEquals(4, kept.count());
    }

    @Test
    void quartersAndHoursAreTimes() {
        kept.append("SELECT range AS id, 2023 AS year, range % 4 + 1 AS quarter FROM range(8)", "year", "quarter");
        Retention quarter = Retention.dropAfter(Period.ofMonths(3)).asOf(Instant.parse("2023-12-31T00:00:00Z"));
        assertEquals(
                List.of("year=2023/quarter=1", "year=2023/quarter=2"),
                kept.maintain().retain(quarter).partitions());

        Kept hours = new Kept(session, temp.resolve("hours"));
        hours.append(
                "SELECT range AS id, TIMESTAMP '2024-01-01 00:00:00' + INTERVAL 1 HOUR * range AS h FROM range(5)",
                "h");
        Retention two = Retention.dropAfter(Duration.ofHours(2)).asOf(Instant.parse("2024-01-01T04:00:00Z"));
        assertEquals(2, hours.maintain().retain(two).partitions().size());
        MaintenanceReport ahead =
                hours.maintain().createAhead(1, TimeKey.of("h", Grain.HOUR), Instant.parse("2024-01-01T04:10:00Z"));
        assertEquals(List.of("h=2024-01-01 05%3A00%3A00"), ahead.partitions());
        assertEquals(3, hours.count());
        assertEquals(4, hours.open().files().size());
        hours.append("SELECT 9::BIGINT AS id, TIMESTAMP '2024-01-01 05:00:00' AS h", "h");
        assertEquals(2, hours.files().get("h=2024-01-01 05%3A00%3A00"));
    }

    @Test
    void retentionIsSaidInFull() {
        assertEquals(
                "Partitions are archived sooner than they are dropped, not after P8D and P7D.",
                assertThrows(ColonnadeException.class, () -> Retention.archiveAfter(Period.ofDays(8), temp)
                                .thenDropAfter(Period.ofDays(7)))
                        .getMessage());
        assertEquals(
                "Retention archives to some directory, drops, or does both.",
                assertThrows(
                                ColonnadeException.class,
                                () -> new Retention(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()))
                        .getMessage());
    }
}
