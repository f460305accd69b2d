package dev.colonnade.duckdb;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.session.SessionConfig;
import dev.colonnade.session.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only what one thread reads at once, and what makes no more rows of it, is left to one thread. */
class ReadingTest {
    @TempDir
    private static Path directory;

    private static final Workspace WORKSPACE = new Workspace(SessionConfig.defaults());
    private static Session session;
    private static ParquetDataset small;
    private static ParquetDataset large;

    @BeforeAll
    static void open() throws SQLException {
        DuckDbSessionTest.write(
                "SELECT range AS n, range % 3 AS k FROM range(100)", directory.resolve("small.parquet"));
        DuckDbSessionTest.write("SELECT range AS n FROM range(50001)", directory.resolve("large.parquet"));
        session = Colonnade.builder().open();
        small = session.dataset("small", directory.resolve("small.parquet").toString());
        large = session.dataset("large", directory.resolve("large.parquet").toString());
    }

    @AfterAll
    static void close() {
        session.close();
        WORKSPACE.close();
    }

    private static void assertUse(Instance.Use use, LazyFrame frame) {
        assertEquals(use, Reading.of(WORKSPACE.prepare(frame.plan())).use());
    }

    @Test
    void chainsOverLittleAreLeftToOneThread() {
        assertUse(Instance.Use.SHORT_READS, small.lazy());
        assertUse(
                Instance.Use.SHORT_READS,
                small.filter(col("n").gt(5)).groupBy("k").agg(count()).sort(col("k").desc()));
    }

    @Test
    void manyRowsAreNot() {
        assertUse(Instance.Use.EVERYTHING, large.lazy());
    }

    @Test
    void manyFilesAreNot() throws SQLException, IOException {
        Path many = Files.createDirectory(directory.resolve("many"));
        for (int i = 0; i < 17; i++) {
            DuckDbSessionTest.write("SELECT 1 AS n", many.resolve(i + ".parquet"));
        }
        assertUse(Instance.Use.EVERYTHING, session.open(many.toString()).lazy());
    }

    @Test
    void joinsAndTextsAreNotSinceTheyMayMakeManyRowsOfFew() {
        assertUse(Instance.Use.EVERYTHING, small.lazy().crossJoin(small.lazy()));
        assertUse(Instance.Use.EVERYTHING, session.sql("SELECT a.n FROM small a, generate_series(a.n) s"));
    }

    @Test
    void aReadingGetsTheThreadsThatItIsFor() throws SQLException {
        try (TestEngine engine = new TestEngine()) {
            assertEquals("1", threads(engine, Instance.Use.SHORT_READS));
            assertEquals(
                    Integer.toString(engine.instances.limits().threads()), threads(engine, Instance.Use.EVERYTHING));
        }
    }

    private static String threads(TestEngine engine, Instance.Use use) throws SQLException {
        Reading reading = new Reading(List.of(), 0, use);
        Lane lane = engine.instances.borrow(Instance.RowOrder.ANY, Set.of(directory), reading);
        try (var statement = lane.connection().createStatement();
                var row = statement.executeQuery("SELECT current_setting('threads')")) {
            row.next();
            return row.getString(1);
        } finally {
            lane.release(false);
        }
    }
}
