package dev.colonnade.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.backend.CancelSignal;
import dev.colonnade.backend.ExecutionContext;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.oracle.Alone;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A fired signal ends a query soon, whatever the engine is at. The promise is 200 ms on a machine that is not busy; the tests
 * assert 2 s and print what they saw.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
@Alone
class EngineCancelTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final QueryException REASON = new QueryException(ErrorCode.CANCELLED, "Stopped by the test.");

    private TestEngine engine;

    @BeforeAll
    void open() {
        engine = new TestEngine();
    }

    @AfterAll
    void close() {
        engine.close();
    }

    /** Queries that run for minutes: before their first row, while sorting, and while rows stream. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) AS n FROM range(10000000000) a WHERE hash(a.range) = 1",
                "SELECT max(x) AS m FROM (SELECT hash(range) AS x FROM range(2000000000) ORDER BY x)",
                "SELECT a.range AS n FROM range(100000) a, range(100000) b WHERE hash(a.range + b.range) = 1",
                "SELECT range AS n FROM range(10000000000)",
                "SELECT sum(hash(range)) OVER (ORDER BY range) AS n FROM range(200000000)"
            })
    void aSignalEndsTheQuery(String sql) throws InterruptedException {
        CancelSignal signal = new CancelSignal();
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Long> query = CompletableFuture.supplyAsync(() -> {
            started.countDown();
            return drain(sql, TestEngine.context(65_536, signal));
        });
        started.await();
        assertThrows(java.util.concurrent.TimeoutException.class, () -> query.get(300, TimeUnit.MILLISECONDS));
        assertEndsSoon(signal, query, sql);
    }

    private static void assertEndsSoon(CancelSignal signal, CompletableFuture<Long> query, String what) {
        long fired = System.nanoTime();
        signal.fire(REASON);
        ExecutionException failure =
                assertThrows(ExecutionException.class, () -> query.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        System.out.printf("cancelled after %.1f ms: %s%n", (System.nanoTime() - fired) / 1e6, what);
        QueryException reason = (QueryException) failure.getCause();
        assertEquals("Stopped by the test.", reason.getMessage());
        assertEquals(ErrorCode.CANCELLED, reason.code());
    }

    private long drain(String sql, ExecutionContext context) {
        long rows = 0;
        try (BatchStream stream = engine.stream(sql, context)) {
            for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
                rows += batch.rowCount();
            }
        }
        return rows;
    }
}
