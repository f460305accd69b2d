package dev.colonnade.duckdb;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.max;
import static dev.colonnade.expr.Exprs.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.Datasets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine takes the footer that it has kept for that of a file which was rewritten; the library must not let it. */
class KeptFootersTest {
    private static final Instant OLD = Instant.parse("2024-05-01T12:00:00Z");
    private static final long NOW = TimeUnit.SECONDS.toNanos(OLD.getEpochSecond() + 60);

    private @TempDir Path directory;
    private Path file;
    private byte[] before;
    private byte[] after;

    /** Two states of one file, of the same size; ids 1000 to 1199, and 5000 to 5199. */
    @BeforeEach
    void write() throws SQLException, IOException {
        file = directory.resolve("t.parquet");
        before = bytes(1000);
        after = bytes(5000);
        assertEquals(before.length, after.length);
        put(before, OLD);
    }

    private byte[] bytes(int first) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT range + " + first + " AS id FROM range(200)) TO '" + file
                    + "' (FORMAT parquet, COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 1)");
        }
        return Files.readAllBytes(file);
    }

    /** Writes over the file, which stays the same to the file system. */
    private void put(byte[] bytes, Instant modified) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes));
        }
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private DataFile now() {
        return Datasets.open(file.toString()).files().get(0);
    }

    /** What makes the guard necessary: if this fails, the engine has learnt to tell the states apart. */
    @Test
    void theEngineItselfReadsByTheOldFooter() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET parquet_metadata_cache = true");
            assertEquals(1199, latest(statement));
            put(after, OLD.plusMillis(700));
            assertEquals(1199, latest(statement));
            put(after, OLD.plusMillis(1700));
            assertEquals(5199, latest(statement));
        }
    }

    private long latest(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT max(id) FROM read_parquet('" + file + "')")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void aFileThatIsRewrittenWithinASecondIsReadAnew() throws Exception {
        try (Session session = Colonnade.builder().open()) {
            ParquetDataset dataset = session.dataset("t", file.toString());
            for (int round = 0; round < 6; round++) {
                int first = round % 2 == 0 ? 1000 : 5000;
                put(round % 2 == 0 ? before : after, OLD.plusMillis(100L * round));
                dataset = dataset.refresh();
                session.dataset("t", file.toString());
                for (int again = 0; again < 2; again++) {
                    assertEquals(
                            "[{s=" + (100 * (2L * first + 199) - first) + ", m=" + (first + 199) + "}]",
                            dataset.filter(col("id").gt(first))
                                    .agg(sum("id").as("s"), max("id").as("m"))
                                    .collect()
                                    .toMaps()
                                    .toString());
                    assertEquals(
                            "[{m=" + (first + 199) + "}]",
                            session.sql("SELECT max(id + 0) AS m FROM t WHERE id > " + first)
                                    .collect()
                                    .toMaps()
                                    .toString());
                }
            }
        }
    }

    @Test
    void oneStateOfAnOldFileIsKept() throws IOException {
        KeptFooters kept = new KeptFooters();
        List<DataFile> first = List.of(now());
        assertTrue(kept.admits(first, NOW));
        assertTrue(kept.admits(first, NOW));
        put(after, OLD.plusNanos(4_000_000));
        List<DataFile> second = List.of(now());
        assertFalse(kept.admits(second, NOW));
        assertTrue(kept.admits(first, NOW));
    }

    @Test
    void aYoungFileIsNotKept() {
        KeptFooters kept = new KeptFooters();
        long modified = TimeUnit.SECONDS.toNanos(OLD.getEpochSecond());
        assertFalse(kept.admits(List.of(now()), modified));
        assertFalse(kept.admits(List.of(now()), modified - 5));
        assertFalse(kept.admits(List.of(now()), modified + TimeUnit.SECONDS.toNanos(10)));
        assertTrue(kept.admits(List.of(now()), modified + TimeUnit.SECONDS.toNanos(10) + 1));
    }

    @Test
    void aFileInDoubtIsNeverKeptAgain() {
        KeptFooters kept = new KeptFooters();
        assertTrue(kept.admits(List.of(now()), NOW));
        kept.doubt(List.of(now()));
        assertFalse(kept.admits(List.of(now()), NOW));
    }

    @Test
    void manyRowGroupsAreNotKept() {
        KeptFooters kept = new KeptFooters();
        DataFile one = now();
        assertEquals(1, one.rowGroups().size());
        assertTrue(kept.admits(Collections.nCopies(5_000, one), NOW));
        assertFalse(kept.admits(Collections.nCopies(5_001, one), NOW));
    }

    @Test
    void queriesOfSuchFilesRunOnLanesThatKeep() throws Exception {
        try (TestEngine engine = new TestEngine()) {
            Reading old = new Reading(List.of(now()), 1, Instance.Use.EVERYTHING);
            assertEquals(Instance.Footers.KEPT, footers(engine, old));
            put(after, Instant.now());
            assertEquals(
                    Instance.Footers.READ, footers(engine, new Reading(List.of(now()), 1, Instance.Use.EVERYTHING)));
            assertEquals(Instance.Footers.READ, footers(engine, Reading.NOTHING));
        }
    }

    private Instance.Footers footers(TestEngine engine, Reading reading) throws SQLException {
        Lane lane = engine.instances.borrow(Instance.RowOrder.ANY, Set.of(directory.toAbsolutePath()), reading);
        try (Statement statement = lane.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('parquet_metadata_cache')")) {
            row.next();
            assertEquals(lane.kind().footers() == Instance.Footers.KEPT, row.getBoolean(1));
        } finally {
            lane.release(false);
        }
        return lane.kind().footers();
    }
}
