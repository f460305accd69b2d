package dev.colonnade.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.batch.BatchStream;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A failing query is an exception with a code and the engine's reason, wherever it fails, and the next query works. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineFailureTest {
    private TestEngine engine;

    @BeforeAll
    void open() {
        engine = TestEngine.withMemory(200 << 20);
    }

    @AfterAll
    void close() {
        engine.close();
    }

    @AfterEach
    void aGoodQueryWorksAfterwards() {
        assertEquals(42L, engine.table("SELECT 42::BIGINT AS x").column("x").valueAt(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    'abc'::INTEGER | CAST_FAILED | A value cannot be converted: Could not convert string 'abc' to INT32; tryCast gives null instead.
                    (100 + range)::TINYINT | CAST_FAILED | A value cannot be converted: Type INT64 with value 128 can't be cast because the value is out of range for the destination type INT8; tryCast gives null instead.
                    9223372036854775807 + range | OVERFLOW | A result does not fit its type: Overflow in addition of INT64 (9223372036854775807 + 1).
                    127::TINYINT + 1::TINYINT | OVERFLOW | A result does not fit its type: Overflow in addition of INT8 (127 + 1).
                    (9223372036854775807::HUGEINT + 9223372036854775807)::BIGINT | OVERFLOW | A sum leaves 64 bits: Type INT128 with value 18446744073709551614 can't be cast because the value is out of range for the destination type INT64.
                    range // 0 | DIVISION_BY_ZERO | A division by zero in (range // 0): make the zeros null with nullIf(0).
                    error('own words') | ENGINE | DuckDB failed: own words.
                    """)
    void earlyFailuresKeepTheirReason(String sql, ErrorCode code, String sentence) {
        QueryException failure =
                assertThrows(QueryException.class, () -> engine.table("SELECT " + sql + " AS x FROM range(1000)"));
        assertEquals(sentence, failure.getMessage());
        assertEquals(code, failure.code());
    }

    /** The failing row lies in the first batch, and not in the engine's first chunk of 2,048 rows. */
    @Test
    void aFailureLateInTheFirstBatchKeepsItsReason() {
        QueryException failure = assertThrows(
                QueryException.class, () -> engine.table("SELECT 1 // (30000 - range) AS x FROM range(40000)"));
        assertEquals(ErrorCode.DIVISION_BY_ZERO, failure.code(), failure.getMessage());
    }

    @Test
    void aFailureInMidStreamIsNeverAShortResult() {
        String sql =
                "SELECT CASE WHEN range < 900000 THEN range::VARCHAR ELSE 'x' END::BIGINT AS x FROM range(1000000)";
        long rows = 0;
        QueryException failure = null;
        try (BatchStream stream = engine.stream(sql)) {
            for (var batch = stream.next(); batch != null; batch = stream.next()) {
                rows += batch.rowCount();
            }
        } catch (QueryException e) {
            failure = e;
        }
        assertTrue(rows > 100_000 && rows < 1_000_000, "rows before the failure: " + rows);
        assertTrue(failure != null, "the stream ended as if it were complete");
        assertEquals(ErrorCode.CAST_FAILED, failure.code());
        assertEquals(
                "A value cannot be converted: Could not convert string 'x' to INT64; tryCast gives null instead.",
                failure.getMessage());
    }

    @Test
    void theMemoryLimitIsNamed() {
        String sql = "SELECT list(range || 'abcdefghijklmnopqrstuvwxyz') AS x FROM range(50000000)";
        QueryException failure = assertThrows(QueryException.class, () -> engine.table(sql));
        assertEquals(ErrorCode.MEMORY_LIMIT, failure.code());
        String message = String.valueOf(failure.getMessage());
        assertTrue(
                message.startsWith("The query needs more than its memory limit: failed to ")
                        && message.endsWith("; raise the limit, give the temp directory more room, or ask for less."),
                message);
    }

    @Test
    void whatDoesNotFitInMemorySpills() {
        String sql = "SELECT max(x) AS x FROM (SELECT range::VARCHAR || repeat('y', 50) AS x FROM range(5000000) "
                + "ORDER BY hash(range))";
        assertEquals("9" + "y".repeat(50), engine.table(sql).column("x").valueAt(0));
    }

    @Test
    void namesThatDoNotExistFailBeforeAnythingRuns() {
        QueryException failure = assertThrows(QueryException.class, () -> engine.table("SELECT nope FROM range(1)"));
        assertEquals("DuckDB failed: Referenced column \"nope\" not found in FROM clause.", failure.getMessage());
    }

    @Test
    void nothingOutsideTheDirectoriesCanBeRead() {
        QueryException failure =
                assertThrows(QueryException.class, () -> engine.table("SELECT * FROM read_text('/etc/passwd')"));
        assertEquals(ErrorCode.SQL_FORBIDDEN, failure.code());
        QueryException locked = assertThrows(QueryException.class, () -> engine.table("SET threads = 1"));
        assertTrue(String.valueOf(locked.getMessage()).contains("configuration has been locked"), locked.getMessage());
    }
}
