package dev.colonnade.contract;

import static dev.colonnade.contract.Answers.refused;
import static dev.colonnade.contract.Answers.rows;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.backend.CancelSignal;
import dev.colonnade.backend.Engine;
import dev.colonnade.backend.ExecutionContext;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.oracle.Alone;
import dev.colonnade.session.QueryOptions;
import dev.colonnade.session.SessionConfig;
import dev.colonnade.session.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time, memory, threads and temp directory are kept to, and progress is told. */
@Alone
abstract class LimitsContract extends Suite {
    private Path files;
    private ParquetDataset numbers;

    @BeforeAll
    void write() {
        files = fresh("numbers");
        for (int i = 0; i < 10; i++) {
            raw.copy(
                    "SELECT range + 100000 * " + i + " AS id, hash(range + " + i
                            + ") AS h, repeat('x', 20) || range AS s" + " FROM range(100000)",
                    files.resolve(i + ".parquet"));
        }
        numbers = session.open(files.toString());
    }

    // --- time

    @Test
    void aTimeLimitEndsTheQuery() {
        refused(
                ErrorCode.TIMEOUT,
                "The query took longer than its limit of 200 ms and was cancelled: raise the timeout or ask for less.",
                () -> LongPlans.endless(numbers)
                        .with(QueryOptions.defaults().withTimeout(Duration.ofMillis(200)))
                        .collect());
    }

    /** Whether the query waits for the engine or for its caller. */
    @Test
    void aTimeLimitHoldsForSlowReaders() {
        QueryOptions brief = QueryOptions.defaults().withBatchRows(10).withTimeout(Duration.ofMillis(300));
        try (BatchStream stream = numbers.lazy().batches(brief)) {
            QueryException failure = assertThrows(QueryException.class, () -> {
                while (true) {
                    assertTrue(stream.next() != null, "the rows came before the limit");
                }
            });
            assertEquals(ErrorCode.TIMEOUT, failure.code(), failure.getMessage());
        }
        assertEquals(1_000_000, numbers.filter(col("s").ne("none")).count());
    }

    @Test
    void theSessionsTimeLimitIsTheQuerys() {
        try (Session brief =
                subject().session().timeout(Duration.ofMillis(1500)).open()) {
            refused(
                    ErrorCode.TIMEOUT,
                    "The query took longer than its limit of 1500 ms and was cancelled: raise the timeout or ask for less.",
                    () -> LongPlans.endless(brief.open(files.toString())).collect());
        }
    }

    // --- memory, temp directory

    /** What fits is answered, spilling or not; what does not is refused; the temp directory is empty afterwards. */
    @Test
    void theMemoryLimitIsKeptAndTheTempDirectoryLeftClean() throws IOException {
        Path temp = fresh("temp");
        try (Session small =
                subject().session().memoryLimit("100MB").tempDirectory(temp).open()) {
            ParquetDataset again = small.open(files.toString());
            LazyFrame sorted = again.sort("h", "s");
            long rows = 0;
            try (BatchStream stream = sorted.batches()) {
                for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
                    rows += batch.rowCount();
                }
            }
            assertEquals(1_000_000, rows);
            assertEquals("[[1000000]]", rows(again.agg(count()).collect()).toString());
        }
        assertEmpty(temp);
    }

    @Test
    void aQueryThatIsStoppedLeavesNoFiles() throws IOException {
        Path temp = fresh("temp");
        try (Session small =
                subject().session().memoryLimit("60MB").tempDirectory(temp).open()) {
            ParquetDataset again = small.open(files.toString());
            ColonnadeException stopped = assertThrows(ColonnadeException.class, () -> again.lazy()
                    .crossJoin(again.select(col("h").as("g")))
                    .sort("g", "s")
                    .with(QueryOptions.defaults().withTimeout(Duration.ofMillis(700)))
                    .collect());
            assertTrue(
                    stopped.code() == ErrorCode.TIMEOUT || stopped.code() == ErrorCode.MEMORY_LIMIT, stopped::toString);
        }
        assertEmptySoon(temp);
    }

    private static void assertEmpty(Path directory) throws IOException {
        assertEquals(List.of(), left(directory));
    }

    /** An engine whose query was stopped may end it after the session is closed. */
    private static void assertEmptySoon(Path directory) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!left(directory).isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertEmpty(directory);
    }

    private static List<Path> left(Path directory) throws IOException {
        try (Stream<Path> left = Files.list(directory)) {
            return left.toList();
        }
    }

    @Test
    void aTempDirectoryThatIsNoneIsNamed() throws IOException {
        Path file = Files.writeString(fresh("none").resolve("file"), "no place to spill");
        ColonnadeException failure = assertThrows(ColonnadeException.class, () -> {
            try (Session small =
                    subject().session().memoryLimit("40MB").tempDirectory(file).open()) {
                small.open(files.toString()).sort("h").collect();
            }
        });
        assertEquals(ErrorCode.IO, failure.code(), failure::toString);
        assertTrue(failure.getMessage().startsWith("[" + file + "] "), failure.getMessage());
    }

    // --- threads

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void anyNumberOfThreadsGivesTheSameRows(int threads) {
        QueryOptions options = QueryOptions.defaults().withThreads(threads);
        LazyFrame some = numbers.filter(col("id").mod(1000).eq(7)).select("id");
        assertEquals(
                rows(some.sort("id").collect()),
                rows(some.with(options).sort("id").collect()));
        assertEquals(
                rows(some.head(200).collect()),
                rows(some.head(200).with(options).collect()));
    }

    @Test
    void noThreadsAreRefused() {
        refused(ErrorCode.INVALID_ARGUMENT, "A query has at least one thread, not 0.", () -> QueryOptions.defaults()
                .withThreads(0));
        refused(ErrorCode.INVALID_ARGUMENT, "A session has at least one thread, not 0.", () -> subject()
                .session()
                .threads(0));
    }

    // --- progress

    @Test
    void progressOnlyGrowsAndEndsAtOne() {
        for (LazyFrame frame : List.of(
                numbers.lazy(),
                numbers.filter(col("s").like("%99")),
                numbers.agg(count(), dev.colonnade.expr.Exprs.max("s")),
                numbers.head(5),
                numbers.filter(col("id").lt(0)))) {
            List<Double> seen = new CopyOnWriteArrayList<>();
            frame.with(QueryOptions.defaults().withProgress(seen::add)).collect();
            assertGrows(seen);
            assertEquals(1.0, seen.get(seen.size() - 1));
        }
    }

    /** As the engine itself tells it. */
    @Test
    void theEnginesProgressNeverGoesBack() {
        List<Double> seen = new CopyOnWriteArrayList<>();
        ExecutionContext context = new ExecutionContext(1_000, new CancelSignal(), seen::add);
        try (Engine engine = subject().engine();
                Workspace planner = new Workspace(SessionConfig.defaults());
                BatchStream stream = engine.execute(
                        planner.prepare(numbers.filter(col("s").ne("none")).plan()), context)) {
            while (stream.next() != null) {
                assertTrue(seen.size() < 1_000_000);
            }
        }
        assertGrows(seen);
    }

    private static void assertGrows(List<Double> seen) {
        double last = 0;
        for (double fraction : seen) {
            assertTrue(fraction >= last && fraction <= 1, seen::toString);
            last = fraction;
        }
    }
}
