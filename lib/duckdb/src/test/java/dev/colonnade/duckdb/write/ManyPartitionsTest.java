package dev.colonnade.duckdb.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.Session;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.write.WriteOptions;
import dev.colonnade.write.WriteReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes of many partitions. A large one is asked for with {@code -Dtest.rows=100000000 -Dtest.days=365 -Dtest.memory=1GB}. */
class ManyPartitionsTest {
    private static final long ROWS = Long.getLong("test.rows", 1_200_000);
    private static final int DAYS = Integer.getInteger("test.days", 6);
    private static final String MEMORY = System.getProperty("test.memory", "40MB");
    private static final int REGIONS = 4;

    @TempDir
    Path temp;

    private static String sales() {
        return "SELECT DATE '2024-01-01' + (i % " + DAYS + ")::INT AS day, (i // " + DAYS + " % " + REGIONS
                + ")::INT AS region, i AS id,"
                + " (hash(i) % 1000000) / 100 AS amount, 'article ' || (hash(i + 1) % 1000) AS name FROM range(" + ROWS
                + ") t(i)";
    }

    @Test
    void filesOfSortedPartitionsAreNearTheirSize() throws SQLException {
        Path dataset = temp.resolve("sized");
        long partitionRows = ROWS / DAYS / REGIONS;
        long target = partitionRows * 15 / 4;
        WriteReport report;
        try (Session session =
                Colonnade.builder().backend("duckdb").memoryLimit(MEMORY).open()) {
            report = session.sql(sales())
                    .write(
                            dataset.toString(),
                            WriteOptions.defaults()
                                    .withPartitionBy("day", "region")
                                    .withTargetFileBytes(target));
        }
        Map<String, List<WriteReport.Written>> byDirectory = report.files().stream()
                .collect(Collectors.groupingBy(
                        file -> file.path().substring(0, file.path().lastIndexOf('/'))));
        assertEquals(DAYS * REGIONS, byDirectory.size());
        report.files()
                .forEach(file -> assertTrue(
                        Math.abs(file.bytes() - target) <= target * 0.2, file + " is not near " + target + " bytes"));
        assertEquals(ROWS, report.rows());
        assertEquals(
                List.of(ROWS + "|" + ROWS + "|" + DAYS * REGIONS),
                Foreign.rows(dataset, "SELECT count(*), count(DISTINCT id), count(DISTINCT (day, region)) FROM t"));
        System.out.printf(
                "%,d rows, %d partitions, %d files of %,d to %,d bytes for %,d, in %,d ms; %s%n",
                report.rows(),
                byDirectory.size(),
                report.files().size(),
                report.files().stream()
                        .mapToLong(WriteReport.Written::bytes)
                        .min()
                        .orElseThrow(),
                report.files().stream()
                        .mapToLong(WriteReport.Written::bytes)
                        .max()
                        .orElseThrow(),
                target,
                report.time().toMillis(),
                highWater());
    }

    /** The most memory that this process has had, where the system tells. */
    private static String highWater() {
        Path status = Path.of("/proc/self/status");
        try {
            return Files.exists(status)
                    ? Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("VmHWM"))
                            .collect(Collectors.joining())
                    : "";
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A stream is refused before a file is written, rows that need work first are when they are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT range AS id, 1 AS x FROM range(2000)",
                "SELECT DISTINCT range AS id, 1 AS x FROM range(2000)"
            })
    void moreFilesThanAllowedAreRefused(String select) {
        Path dataset = temp.resolve("tiny");
        try (Session session = Colonnade.builder().backend("duckdb").open()) {
            PlanException refused = assertThrows(PlanException.class, () -> session.sql(select)
                    .write(
                            dataset.toString(),
                            WriteOptions.defaults().withPartitionBy("id").withMostFiles(1_000)));
            assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
            assertEquals(
                    "This write makes over 1,000 files by (id): partition by fewer or coarser keys, or make files larger, or"
                            + " allow more with withMostFiles.",
                    refused.getMessage());
            assertEquals(
                    0,
                    session.sql("SELECT 1 AS id, 2 AS x")
                            .write(dataset.toString())
                            .replacedFiles());
        }
    }

    @Test
    void unpartitionedFilesAreNearTheirSizeToo() {
        Path dataset = temp.resolve("plain");
        long target = 400_000;
        try (Session session = Colonnade.builder().backend("duckdb").threads(1).open()) {
            WriteReport report = session.sql("SELECT hash(range) AS h FROM range(200000)")
                    .write(dataset.toString(), WriteOptions.defaults().withTargetFileBytes(target));
            assertEquals(4, report.files().size(), report.toString());
            report.files()
                    .forEach(file -> assertTrue(
                            Math.abs(file.bytes() - target) <= target * 0.2, file + " is not near " + target));
        }
    }
}
