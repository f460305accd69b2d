package dev.colonnade.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.Table;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.expr.Exprs;
import dev.colonnade.oracle.Alone;
import dev.colonnade.oracle.StatedFiles;
import dev.colonnade.plan.JoinBuilder;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.Plans;
import dev.colonnade.scan.ScanPlanner;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@Alone
class QueryRunnerTest {
    private static final ExecutablePlan PLAN = new ExecutablePlan(
            new LogicalPlan.Empty(FakeEngine.SCHEMA, "the engine of this test makes the rows"), List.of());

    private final QueryRunner runner = new QueryRunner();

    @AfterEach
    void close() {
        runner.close();
    }

    @Test
    void deliversEveryBatchInOrderAndProgressEndsWithOne() {
        List<Double> heard = new CopyOnWriteArrayList<>();
        FakeEngine engine = new FakeEngine(20);
        engine.atBatch(3, context -> {
            context.progress().progress(0.5);
            context.progress().progress(0.25);
        });
        Table table = Table.of(
                runner.start(engine, PLAN, QueryOptions.defaults().withProgress(heard::add), Optional.empty()));
        assertEquals(20, table.rowCount());
        assertEquals(19L, table.column("a").longAt(19));
        assertEquals(List.of(0.5, 1.0), heard);
    }

    @Test
    void aFailureInMidStreamIsThrownAfterTheBatchesBeforeIt() {
        FakeEngine engine = new FakeEngine(5);
        engine.atBatch(2, context -> {
            throw new QueryException(ErrorCode.CAST_FAILED, "Row 2 is bad.");
        });
        try (BatchStream stream = start(engine)) {
            assertNotNull(stream.next());
            assertNotNull(stream.next());
            QueryException failure = assertThrows(QueryException.class, stream::next);
            assertEquals("Row 2 is bad.", failure.getMessage());
            assertEquals("asked for here", failure.getSuppressed()[0].getMessage());
        }
    }

    @Test
    void anUnknownFailureBecomesAnEngineError() {
        FakeEngine engine = new FakeEngine(1);
        engine.atBatch(0, context -> {
            throw new IllegalStateException("broken");
        });
        try (BatchStream stream = start(engine)) {
            QueryException failure = assertThrows(QueryException.class, stream::next);
            assertEquals(ErrorCode.ENGINE, failure.code());
            assertEquals("The query failed: java.lang.IllegalStateException: broken.", failure.getMessage());
        }
    }

    @Test
    void otherColumnsThanThePlansAreRefused() {
        FakeEngine engine = new FakeEngine(1);
        engine.schema = Schema.of(Field.of("b", DataType.INT64));
        try (BatchStream stream = start(engine)) {
            ColonnadeException failure = assertThrows(ColonnadeException.class, stream::next);
            assertEquals("The engine delivers (b: int64) where the plan promises (a: int64).", failure.getMessage());
        }
    }

    @Test
    void aTimeoutCancelsTheEngine() throws InterruptedException {
        FakeEngine engine = FakeEngine.waitingForCancel();
        try (BatchStream stream =
                runner.start(engine, PLAN, QueryOptions.defaults(), Optional.of(Duration.ofMillis(500)))) {
            QueryException failure = assertThrows(QueryException.class, stream::next);
            assertEquals(ErrorCode.TIMEOUT, failure.code());
            assertEquals(
                    "The query took longer than its limit of 500 ms and was cancelled: raise the timeout or ask for less.",
                    failure.getMessage());
        }
        assertTrue(engine.closed.await(10, TimeUnit.SECONDS));
    }

    @Test
    void theTimeLimitHoldsForTheRunThatFindsJoinKeys() throws InterruptedException {
        Random random = new Random(1);
        LogicalPlan join = JoinBuilder.on(
                LogicalPlan.Scan.of(new StatedFiles(random, 40).files()),
                LogicalPlan.Scan.of(new StatedFiles(random, 2).files()),
                JoinType.SEMI,
                Exprs.leftCol("id").eq(Exprs.rightCol("id")));
        ExecutablePlan plan = new ExecutablePlan(
                join, Plans.scans(join).stream().map(ScanPlanner::plan).toList());
        JoinPruning pruning = JoinPruning.of(plan);
        assertEquals(1, pruning.lines().size());
        FakeEngine engine = FakeEngine.waitingForCancel();
        Optional<Duration> limit = Optional.of(Duration.ofSeconds(1));
        try (BatchStream stream = runner.start(engine, plan, pruning, QueryOptions.defaults(), limit)) {
            QueryException failure = assertThrows(QueryException.class, stream::next);
            assertEquals(ErrorCode.TIMEOUT, failure.code());
        }
        assertTrue(engine.closed.await(10, TimeUnit.SECONDS));
        assertEquals(List.of("Distinct"), engine.ran);
    }

    @Test
    void anInterruptCancelsTheEngineAndStaysSet() throws InterruptedException {
        FakeEngine engine = FakeEngine.waitingForCancel();
        BatchStream stream = start(engine);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                stream.next();
            } catch (QueryException expected) {
                thrown.set(expected);
                flag.set(Thread.currentThread().isInterrupted());
            }
        });
        caller.start();
        assertTrue(engine.started.await(10, TimeUnit.SECONDS));
        long before = System.nanoTime();
        caller.interrupt();
        caller.join();
        assertTrue(System.nanoTime() - before < 2_000_000_000L, "the caller came back late");
        assertEquals(
                "The query was interrupted and has been cancelled.",
                thrown.get().getMessage());
        assertTrue(flag.get());
        assertTrue(engine.closed.await(10, TimeUnit.SECONDS));
    }

    @Test
    void anEngineThatHangsDoesNotHoldItsCaller() {
        FakeEngine engine = FakeEngine.waitingForCancel();
        engine.deaf = true;
        long before = System.nanoTime();
        try (BatchStream stream =
                runner.start(engine, PLAN, QueryOptions.defaults(), Optional.of(Duration.ofMillis(50)))) {
            assertThrows(QueryException.class, stream::next);
        }
        assertTrue(System.nanoTime() - before < 5_000_000_000L, "the caller came back late");
        engine.cancelled.countDown();
    }

    @Test
    void closingEarlyFreesAWorkerThatIsAhead() throws InterruptedException {
        FakeEngine engine = new FakeEngine(1_000_000);
        BatchStream stream = start(engine);
        assertNotNull(stream.next());
        stream.close();
        stream.close();
        assertTrue(engine.closed.await(10, TimeUnit.SECONDS));
        QueryException failure = assertThrows(QueryException.class, stream::next);
        assertEquals(ErrorCode.CLOSED, failure.code());
    }

    @Test
    void aStreamAtItsEndStaysThere() {
        try (BatchStream stream = start(new FakeEngine(1))) {
            assertNotNull(stream.next());
            assertNull(stream.next());
            assertNull(stream.next());
        }
    }

    @Test
    void closingTheRunnerCancelsWhatRuns() throws InterruptedException {
        FakeEngine engine = FakeEngine.waitingForCancel();
        start(engine);
        assertTrue(engine.started.await(10, TimeUnit.SECONDS));
        runner.close();
        assertTrue(engine.closed.await(10, TimeUnit.SECONDS));
    }

    @Test
    void rowsThatAreGatheredAreGivenUpWhenFilesMove() {
        FakeEngine engine = losingAFile(3, () -> {});
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L), numbers(start(engine).gather()));
        assertEquals(2, engine.ran.size());
    }

    @Test
    void rowsThatNobodyHasTakenAreGivenUpWhenFilesMove() throws InterruptedException {
        CountDownLatch again = new CountDownLatch(1);
        FakeEngine engine = losingAFile(3, () -> {});
        engine.onExecute = () -> {
            if (engine.ran.size() == 2) {
                again.countDown();
            }
        };
        try (BatchStream stream = start(engine)) {
            assertTrue(again.await(10, TimeUnit.SECONDS));
            assertEquals(List.of(0L, 1L, 2L, 3L, 4L), numbers(Table.of(stream)));
        }
    }

    @Test
    void aStreamThatHasHandedOutRowsIsCutOffWhenFilesMove() throws InterruptedException {
        CountDownLatch taken = new CountDownLatch(1);
        FakeEngine engine = losingAFile(3, () -> FakeEngine.awaitUninterruptibly(taken));
        try (BatchStream stream = start(engine)) {
            assertNotNull(stream.next());
            taken.countDown();
            assertNotNull(stream.next());
            assertNotNull(stream.next());
            QueryException cut = assertThrows(QueryException.class, stream::next);
            assertEquals(ErrorCode.STALE_SNAPSHOT, cut.code());
            assertEquals(
                    "A commit moved files that this stream had not read yet, after it had handed out rows: run it again, or"
                            + " collect() it, which begins again by itself.",
                    cut.getMessage());
        }
        assertEquals(1, engine.ran.size());
    }

    @Test
    void aRunThatFindsNothingMovedBeginsAgainOnce() {
        FakeEngine engine = new FakeEngine(5);
        engine.atBatch(0, context -> {
            throw new QueryException(ErrorCode.STALE_SNAPSHOT, "gone");
        });
        assertEquals(
                "gone",
                assertThrows(QueryException.class, () -> start(engine).gather()).getMessage());
        assertEquals(2, engine.ran.size());
    }

    /** Misses a file once, before that batch. */
    private static FakeEngine losingAFile(int batch, Runnable before) {
        FakeEngine engine = new FakeEngine(5);
        engine.atBatch(batch, context -> {
            if (engine.ran.size() == 1) {
                before.run();
                throw new QueryException(ErrorCode.STALE_SNAPSHOT, "gone");
            }
        });
        return engine;
    }

    private static List<Long> numbers(Table table) {
        return LongStream.range(0, table.rowCount())
                .mapToObj(row -> table.column("a").longAt((int) row))
                .toList();
    }

    private QueryStream start(FakeEngine engine) {
        return runner.start(engine, PLAN, QueryOptions.defaults(), Optional.empty());
    }
}
