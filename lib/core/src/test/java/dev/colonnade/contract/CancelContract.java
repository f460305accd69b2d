package dev.colonnade.contract;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.backend.CancelSignal;
import dev.colonnade.backend.Engine;
import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.backend.ExecutionContext;
import dev.colonnade.backend.ProgressListener;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.oracle.Alone;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.session.QueryOptions;
import dev.colonnade.session.SessionConfig;
import dev.colonnade.session.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/**
 * A fired signal ends a query soon, in every phase, and an interrupted caller is let go at once. Machines that run tests
 * are busy: an end is awaited for two seconds, and the 100 ms of an interrupt are asked of the best of ten.
 */
@Alone
abstract class CancelContract extends Suite {
    private static final QueryException REASON = new QueryException(ErrorCode.CANCELLED, "Stopped by the test.");
    private static final long END_MILLIS = 2_000;
    private static final long INTERRUPT_MILLIS = 100;
    private static final int COPIES = 100;

    private final Random random = new Random(SEED);
    private Engine engine;
    private Workspace planner;
    private ParquetDataset many;
    private ParquetDataset one;

    @BeforeAll
    void write() throws IOException {
        Path first = raw.copy(
                "SELECT range AS id, 'n' || range AS name FROM range(100000)", directory.resolve("one.parquet"));
        Path files = fresh("many");
        for (int i = 0; i < COPIES; i++) {
            Files.copy(first, files.resolve(i + ".parquet"));
        }
        one = session.open(first.toString());
        many = session.open(files.toString());
        engine = subject().engine();
        planner = new Workspace(SessionConfig.defaults());
    }

    @AfterAll
    void close() {
        engine.close();
        planner.close();
    }

    @AfterEach
    void aGoodQueryStillWorks() {
        assertEquals(100_000, drain(one.filter(col("name").like("n%")).plan(), context(new CancelSignal())));
    }

    private BatchStream run(LogicalPlan plan, ExecutionContext context) {
        ExecutablePlan executable = planner.prepare(plan);
        return engine.execute(executable, context);
    }

    private static ExecutionContext context(CancelSignal signal) {
        return new ExecutionContext(1_000, signal, ProgressListener.NONE);
    }

    private long drain(LogicalPlan plan, ExecutionContext context) {
        long rows = 0;
        try (BatchStream stream = run(plan, context)) {
            for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
                rows += batch.rowCount();
            }
        }
        return rows;
    }

    @Test
    void beforeTheStartNothingStarts() {
        CancelSignal signal = new CancelSignal();
        signal.fire(REASON);
        assertStopped(assertThrows(
                QueryException.class, () -> drain(many.filter(col("id").ge(0)).plan(), context(signal))));
    }

    @Test
    void beforeTheFirstBatch() throws InterruptedException {
        CancelSignal signal = new CancelSignal();
        CountDownLatch started = new CountDownLatch(1);
        LogicalPlan endless = LongPlans.endless(one).plan();
        boolean taken = engine.refusals(planner.prepare(endless)).isEmpty();
        LogicalPlan silent = taken ? endless : longScan();
        CompletableFuture<Long> query = CompletableFuture.supplyAsync(() -> {
            started.countDown();
            return drain(silent, context(signal));
        });
        started.await();
        if (taken) {
            assertThrows(java.util.concurrent.TimeoutException.class, () -> query.get(200, TimeUnit.MILLISECONDS));
        }
        assertEndsSoon(signal, query);
    }

    /** Many scans one after the other, or for engines without unions one that delivers nothing. */
    private LogicalPlan longScan() {
        LazyFrame scans = many.lazy();
        for (int i = 0; i < 200; i++) {
            scans = scans.union(many.lazy());
        }
        return engine.refusals(planner.prepare(scans.plan())).isEmpty()
                ? scans.plan()
                : many.filter(col("name").eq("none")).plan();
    }

    @Test
    void betweenBatches() {
        CancelSignal signal = new CancelSignal();
        try (BatchStream stream = run(many.filter(col("name").like("n%")).plan(), context(signal))) {
            assertEquals(1_000, stream.next().rowCount());
            signal.fire(REASON);
            assertStopped(assertThrows(QueryException.class, () -> {
                for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
                    assertTrue(batch.rowCount() <= 1_000);
                }
            }));
        }
    }

    /** At random moments of short phases: preparing, opening files, first rows. */
    @RepeatedTest(30)
    void inAnyPhase() throws InterruptedException {
        CancelSignal signal = new CancelSignal();
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Long> query = CompletableFuture.supplyAsync(() -> {
            started.countDown();
            return drain(many.filter(col("name").like("n%")).plan(), context(signal));
        });
        started.await();
        long until = System.nanoTime() + random.nextInt(3_000_000);
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertEndsSoon(signal, query);
    }

    @Test
    void afterTheEndNothingHappens() {
        CancelSignal signal = new CancelSignal();
        assertEquals(100_000, drain(one.lazy().plan(), context(signal)));
        signal.fire(REASON);
        signal.fire(REASON);
        try (BatchStream stream = run(one.lazy().plan(), context(new CancelSignal()))) {
            assertEquals(1_000, stream.next().rowCount());
        }
    }

    private static void assertEndsSoon(CancelSignal signal, CompletableFuture<Long> query) {
        signal.fire(REASON);
        ExecutionException failure =
                assertThrows(ExecutionException.class, () -> query.get(END_MILLIS, TimeUnit.MILLISECONDS));
        assertStopped((QueryException) failure.getCause());
    }

    private static void assertStopped(QueryException failure) {
        assertEquals("Stopped by the test.", failure.getMessage());
        assertEquals(ErrorCode.CANCELLED, failure.code());
    }

    // --- the session's caller

    @Test
    void anInterruptedCallerIsLetGo() throws InterruptedException {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            best = Math.min(best, interrupted(i % 2 == 0));
        }
        System.out.println("interrupted caller returned after " + best / 1000 + " us at best");
        assertTrue(best <= TimeUnit.MILLISECONDS.toNanos(INTERRUPT_MILLIS), best + " ns");
    }

    /** How long the interrupt took, in ns. */
    private long interrupted(boolean streaming) throws InterruptedException {
        CompletableFuture<Long> returned = new CompletableFuture<>();
        CountDownLatch running = new CountDownLatch(1);
        Thread caller = new Thread(() -> {
            QueryException failure = assertThrows(QueryException.class, () -> {
                if (streaming) {
                    readForEver(running);
                } else {
                    running.countDown();
                    LongPlans.endless(one).collect();
                }
            });
            long at = System.nanoTime();
            if (Thread.interrupted()
                    && failure.code() == ErrorCode.CANCELLED
                    && "The query was interrupted and has been cancelled.".equals(failure.getMessage())) {
                returned.complete(at);
            } else {
                returned.completeExceptionally(failure);
            }
        });
        caller.start();
        running.await();
        caller.join(50);
        long at = System.nanoTime();
        caller.interrupt();
        return returned.orTimeout(10, TimeUnit.SECONDS).join() - at;
    }

    /** Opens the stream again when it ends. */
    private void readForEver(CountDownLatch running) {
        while (true) {
            try (BatchStream stream = many.filter(col("name").like("n%"))
                    .batches(QueryOptions.defaults().withBatchRows(100))) {
                for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
                    running.countDown();
                }
            }
        }
    }
}
