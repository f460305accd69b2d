package dev.colonnade.duckdb.write;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.DatasetMaintenance;
import dev.colonnade.Session;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.maintain.Grain;
import dev.colonnade.maintain.Retention;
import dev.colonnade.maintain.TimeKey;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations that keep a dataset in order, on a disk that is full or may not be written to: the dataset is as it was, or as it is to be. */
class FullDiskMaintenanceTest {
    private static final int KIBIBYTES = 1_024;
    private static final int PAGE = 4_096;
    private static final Instant NOW = Instant.parse("2024-03-10T12:00:00Z");

    private Session session;

    @TempDir
    Path temp;

    @BeforeEach
    void open() {
        session = Colonnade.builder()
                .backend("duckdb")
                .tempDirectory(temp.resolve("spill"))
                .open();
    }

    @AfterEach
    void close() {
        session.close();
    }

    /** Two files in each of four partitions, 1 to 4 March. */
    private void fill(Path dataset) {
        for (int part = 0; part < 2; part++) {
            session.sql("SELECT range AS id, DATE '2024-03-01' + (range % 4)::INT AS day FROM range(" + part * 40 + ", "
                            + (part + 1) * 40 + ")")
                    .write(
                            dataset.toString(),
                            WriteOptions.defaults().withMode(WriteMode.APPEND).withPartitionBy("day"));
        }
    }

    /** What is done, and the operations' names. */
    private static Map<String, Consumer<DatasetMaintenance>> operations(Path archive) {
        Map<String, Consumer<DatasetMaintenance>> all = new LinkedHashMap<>();
        all.put("compact", DatasetMaintenance::compact);
        all.put("create ahead", each -> each.createAhead(2, TimeKey.of("day", Grain.DAY), NOW));
        all.put("archive", each -> each.archive(archive, col("day").le(lit(LocalDate.of(2024, 3, 1)))));
        all.put(
                "retain",
                each -> each.retain(
                        Retention.dropAfter(Period.ofDays(7)).asOf(NOW).withTimeKey(TimeKey.of("day", Grain.DAY))));
        return all;
    }

    private String rows(Path dataset) {
        return Files.isDirectory(dataset)
                ? session.open(dataset.toString())
                        .agg(count().as("n"), sum("id").as("sum"))
                        .collect()
                        .toMaps()
                        .toString()
                : "none";
    }

    private static List<String> visible(Path dataset) throws IOException {
        try (Stream<Path> all = Files.walk(dataset)) {
            return all.filter(file -> file.toString().endsWith(".parquet"))
                    .map(file -> dataset.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static void assertOneSentence(ColonnadeException refused, Path root) {
        String sentence = String.valueOf(refused.getMessage());
        assertEquals(ErrorCode.IO, refused.code(), sentence);
        assertTrue(sentence.contains(root.toString()), sentence);
        assertTrue(sentence.endsWith(".") && !sentence.contains("\n"), sentence);
    }

    @Test
    void onAFullDiskTheOldStateStands() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(temp.resolve("full"), KIBIBYTES)) {
            Path dataset = disk.root().resolve("d");
            Path archive = disk.root().resolve("archive");
            fill(dataset);
            List<String> after = new ArrayList<>();
            for (Map.Entry<String, Consumer<DatasetMaintenance>> operation :
                    operations(archive).entrySet()) {
                String before = rows(dataset);
                List<String> files = visible(dataset);
                int failures = 0;
                boolean done = false;
                for (int free = 0; !done; free += PAGE) {
                    Path ballast = disk.fill(free);
                    try {
                        operation
                                .getValue()
                                .accept(session.open(dataset.toString()).maintain());
                        done = true;
                    } catch (ColonnadeException full) {
                        failures++;
                        assertOneSentence(full, disk.root());
                        assertEquals(files, visible(dataset), String.valueOf(full.getMessage()));
                    }
                    Files.delete(ballast);
                    if (!done) {
                        assertEquals(before, rows(dataset), operation.getKey());
                    }
                }
                assertTrue(failures > 1, operation.getKey() + " failed " + failures + " times");
                after.add(operation.getKey() + " " + rows(dataset));
            }
            assertEquals(
                    List.of(
                            "compact [{n=80, sum=3160}]",
                            "create ahead [{n=80, sum=3160}]",
                            "archive [{n=60, sum=2400}]",
                            "retain [{n=40, sum=1620}]"),
                    after);
            assertEquals("[{n=20, sum=760}]", rows(archive));
            session.open(dataset.toString()).maintain().vacuum(Duration.ZERO);
            assertNothingLeft(dataset);
            session.open(archive.toString()).maintain().vacuum(Duration.ZERO);
            assertNothingLeft(archive);
        }
    }

    private static void assertNothingLeft(Path dataset) throws IOException {
        for (String name : List.of("stage", "retired")) {
            try (Stream<Path> left = Files.list(dataset.resolve("_colonnade").resolve(name))) {
                assertEquals(List.of(), left.toList());
            }
        }
        try (Stream<Path> all = Files.walk(dataset)) {
            assertEquals(
                    List.of(),
                    all.filter(file -> file.toString().contains("unfinished")).toList());
        }
    }

    @Test
    void aReadOnlyDirectoryIsKeptAsItIs() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(temp.resolve("fixed"), KIBIBYTES)) {
            Path dataset = disk.root().resolve("d");
            Path archive = temp.resolve("archive");
            fill(dataset);
            String before = rows(dataset);
            disk.readOnly();
            operations(archive).values().forEach(operation -> {
                DatasetMaintenance maintenance =
                        session.open(dataset.toString()).maintain();
                assertOneSentence(
                        assertThrows(ColonnadeException.class, () -> operation.accept(maintenance)), disk.root());
            });
            assertEquals(before, rows(dataset));
            disk.writable();
            operations(archive)
                    .values()
                    .forEach(operation ->
                            operation.accept(session.open(dataset.toString()).maintain()));
            assertEquals("[{n=40, sum=1620}]", rows(dataset));
            assertEquals("[{n=20, sum=760}]", rows(archive));
        }
    }
}
