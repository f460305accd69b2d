package dev.colonnade.duckdb.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.Session;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import dev.colonnade.write.WriteReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full or may not be written to, under a real engine. */
class DiskFaultTest {
    private static final int KIBIBYTES = 2_048;
    private static final int PAGE = 4_096;

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

    private LazyFrame numbers(int from, int to) {
        return session.sql(
                "SELECT range AS id, (range % 3)::INT AS k, hash(range) AS h FROM range(" + from + ", " + to + ")");
    }

    private long rows(Path dataset) {
        return session.open(dataset.toString()).lazy().distinct("id").count();
    }

    private static List<String> visible(Path dataset) throws IOException {
        try (Stream<Path> all = Files.walk(dataset)) {
            return all.filter(file -> file.toString().endsWith(".parquet"))
                    .map(file -> dataset.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static void assertOneSentence(ColonnadeException refused, Path dataset) {
        String sentence = String.valueOf(refused.getMessage());
        assertEquals(ErrorCode.IO, refused.code(), sentence);
        assertTrue(sentence.contains(dataset.toString()), sentence);
        assertTrue(sentence.endsWith(".") && !sentence.contains("\n"), sentence);
    }

    /** A page of room more each time, until all fits: the disk is full in the files, the log, the record and the directories. */
    @Test
    void onAFullDiskTheOldStateStands() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(temp.resolve("full"), KIBIBYTES)) {
            Path dataset = disk.root().resolve("d");
            numbers(0, 1_000).write(dataset.toString(), WriteOptions.defaults().withPartitionBy("k"));
            for (WriteMode mode : List.of(WriteMode.APPEND, WriteMode.OVERWRITE)) {
                long before = rows(dataset);
                List<String> files = visible(dataset);
                int failures = 0;
                WriteReport done = null;
                for (int free = 0; done == null; free += PAGE) {
                    Path ballast = disk.fill(free);
                    try {
                        done = numbers(1_000, 2_000)
                                .write(
                                        dataset.toString(),
                                        WriteOptions.defaults().withMode(mode).withPartitionBy("k"));
                    } catch (ColonnadeException full) {
                        failures++;
                        assertOneSentence(full, dataset);
                        assertEquals(files, visible(dataset), String.valueOf(full.getMessage()));
                    }
                    Files.delete(ballast);
                    if (done == null) {
                        assertEquals(before, rows(dataset));
                    }
                }
                assertTrue(failures > 5, mode + " failed " + failures + " times");
                assertEquals(mode == WriteMode.APPEND ? 2_000 : 1_000, rows(dataset));
            }
            session.open(dataset.toString()).maintain().vacuum(Duration.ZERO);
            try (Stream<Path> stages = Files.list(dataset.resolve("_colonnade/stage"))) {
                assertEquals(0, stages.count());
            }
        }
    }

    @Test
    void aFileThatIsTooLargeForTheDiskChangesNothing() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(temp.resolve("large"), KIBIBYTES)) {
            Path dataset = disk.root().resolve("d");
            numbers(0, 1_000).write(dataset.toString());
            ColonnadeException full = assertThrows(ColonnadeException.class, () -> numbers(1_000, 2_000_000)
                    .write(dataset.toString(), WriteOptions.defaults().withMode(WriteMode.APPEND)));
            assertOneSentence(full, dataset);
            assertEquals(1_000, rows(dataset));
            numbers(1_000, 2_000)
                    .write(dataset.toString(), WriteOptions.defaults().withMode(WriteMode.APPEND));
            assertEquals(2_000, rows(dataset));
        }
    }

    @Test
    void aReadOnlyDirectoryIsReadAndNotWritten() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(temp.resolve("fixed"), KIBIBYTES)) {
            Path dataset = disk.root().resolve("d");
            numbers(0, 1_000).write(dataset.toString());
            disk.readOnly();
            ColonnadeException fixed = assertThrows(ColonnadeException.class, () -> numbers(1_000, 2_000)
                    .write(dataset.toString(), WriteOptions.defaults().withMode(WriteMode.APPEND)));
            assertOneSentence(fixed, dataset);
            ColonnadeException other = assertThrows(ColonnadeException.class, () -> numbers(0, 10)
                    .write(disk.root().resolve("new").toString()));
            assertOneSentence(other, disk.root().resolve("new"));
            assertEquals(1_000, rows(dataset));
            disk.writable();
            numbers(1_000, 2_000)
                    .write(dataset.toString(), WriteOptions.defaults().withMode(WriteMode.APPEND));
            assertEquals(2_000, rows(dataset));
        }
    }
}
