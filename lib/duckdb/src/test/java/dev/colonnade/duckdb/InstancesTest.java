package dev.colonnade.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.backend.EngineLimits;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.Table;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an instance may read is fixed, so new directories mean a new instance; nothing that runs notices. */
class InstancesTest {
    private static final long ROWS = 3_000_000;

    private static String read(Path file) {
        return "SELECT * FROM read_parquet('" + file + "')";
    }

    @Test
    void aStreamOutlivesTheInstanceItRunsOn(@TempDir Path a, @TempDir Path b) throws SQLException {
        DuckDbSessionTest.write("SELECT range AS n FROM range(" + ROWS + ")", a.resolve("a.parquet"));
        DuckDbSessionTest.write("SELECT 7 AS n", b.resolve("b.parquet"));
        try (TestEngine engine = new TestEngine()) {
            try (BatchStream first = engine.stream(read(a.resolve("a.parquet")), null, TestEngine.CONTEXT, Set.of(a))) {
                long rows = first.next().rowCount();
                BatchStream second = engine.stream(read(b.resolve("b.parquet")), null, TestEngine.CONTEXT, Set.of(b));
                assertEquals(1, Table.of(second).rowCount());
                for (Batch batch = first.next(); batch != null; batch = first.next()) {
                    rows += batch.rowCount();
                }
                assertEquals(ROWS, rows);
            }
            BatchStream both = engine.stream(
                    "SELECT count(*) AS n FROM read_parquet(['" + a + "/a.parquet', '" + b + "/b.parquet'], "
                            + "schema=MAP{'n': {name: 'n', type: 'BIGINT', default_value: NULL}})",
                    null,
                    TestEngine.CONTEXT,
                    Set.of(a, b));
            assertEquals(ROWS + 1, Table.of(both).column("n").valueAt(0));
        }
    }

    @Test
    void otherDirectoriesCannotBeRead(@TempDir Path a, @TempDir Path b) throws SQLException {
        DuckDbSessionTest.write("SELECT 7 AS n", b.resolve("b.parquet"));
        try (TestEngine engine = new TestEngine()) {
            QueryException failure = assertThrows(
                    QueryException.class,
                    () -> engine.stream(read(b.resolve("b.parquet")), null, TestEngine.CONTEXT, Set.of(a)));
            assertEquals(ErrorCode.SQL_FORBIDDEN, failure.code());
        }
    }

    @Test
    void theInstanceForShortReadsServesEveryDirectory(@TempDir Path a, @TempDir Path b) {
        Reading little = new Reading(List.of(), 0, Instance.Use.SHORT_READS);
        try (TestEngine engine = new TestEngine()) {
            Lane first = engine.instances.borrow(Instance.RowOrder.ANY, Set.of(a), little);
            first.release(false);
            assertSame(first, engine.instances.borrow(Instance.RowOrder.ANY, Set.of(b), little));
        }
    }

    @Test
    void idleLanesAreUsedAgainAndFailedOnesAreNot() {
        try (TestEngine engine = new TestEngine()) {
            Lane first = engine.instances.borrow(Instance.RowOrder.ANY, Set.of());
            Lane second = engine.instances.borrow(Instance.RowOrder.ANY, Set.of());
            assertNotSame(first, second);
            first.release(false);
            assertSame(first, engine.instances.borrow(Instance.RowOrder.ANY, Set.of()));
            second.release(true);
            assertNotSame(second, engine.instances.borrow(Instance.RowOrder.ANY, Set.of()));
        }
    }

    @Test
    void rowOrderIsThatOfTheLane() throws SQLException {
        try (TestEngine engine = new TestEngine()) {
            for (Instance.RowOrder order : Instance.RowOrder.values()) {
                Lane lane = engine.instances.borrow(order, Set.of());
                try (var statement = lane.connection().createStatement();
                        var row = statement.executeQuery("SELECT current_setting('preserve_insertion_order')")) {
                    row.next();
                    assertEquals(order == Instance.RowOrder.FILES, row.getBoolean(1));
                }
                lane.release(false);
            }
        }
    }

    @Test
    void theTempDirectoryGoesWithTheLastQuery() {
        TestEngine engine = new TestEngine();
        Path temp = engine.instances.tempDirectory();
        BatchStream stream = engine.stream("SELECT range AS n FROM range(10000000)");
        stream.next();
        assertTrue(Files.isDirectory(temp));
        engine.close();
        QueryException closed = assertThrows(QueryException.class, () -> engine.stream("SELECT 1 AS x"));
        assertEquals("The session is closed: open another.", closed.getMessage());
        stream.close();
        assertFalse(Files.exists(temp));
    }

    @Test
    void limitsFitTheMachine() {
        long gib = 1L << 30;
        assertEquals(6 * gib, EngineLimits.defaultMemory(10 * gib, 2 * gib));
        assertEquals(3 * gib, EngineLimits.defaultMemory(10 * gib, 7 * gib));
        assertEquals(4 * gib, EngineLimits.defaultMemory(16 * gib, 15 * gib));
    }
}
