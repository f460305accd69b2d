package dev.colonnade.contract;

import static dev.colonnade.contract.Answers.refused;
import static dev.colonnade.contract.Answers.rows;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.backend.Engine;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.Table;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.session.QueryOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Engines open, are shared by threads, and close with whatever runs on them; what they gave away stays valid. */
abstract class LifecycleContract extends Suite {
    private static final int THREADS = 8;
    private static final int QUERIES_PER_THREAD = 40;

    private Path numbers;

    @BeforeAll
    void write() {
        numbers = raw.copy(
                "SELECT range AS id, range % 10 AS bucket, 'n' || range AS name FROM range(100000)",
                directory.resolve("numbers.parquet"), ", ROW_GROUP_SIZE 10000");
    }

    private static LazyFrame total(ParquetDataset dataset) {
        return dataset.filter(col("bucket").lt(5)).agg(sum("id"), count());
    }

    @Test
    void closesTwice() {
        Session twice = subject().session().open();
        assertEquals(
                "[[2499850000, 50000]]",
                rows(total(twice.open(numbers.toString())).collect()).toString());
        twice.close();
        twice.close();
        Engine engine = subject().engine();
        engine.close();
        engine.close();
    }

    @Test
    void aClosedSessionRefusesEverything() {
        Session closed = subject().session().open();
        ParquetDataset dataset = closed.dataset("numbers", numbers.toString());
        LazyFrame frame = dataset.filter(col("name").eq("n7"));
        Table table = frame.collect();
        closed.close();
        String sentence = "The session is closed: open a new one.";
        refused(ErrorCode.CLOSED, sentence, frame::collect);
        refused(ErrorCode.CLOSED, sentence, frame::count);
        refused(ErrorCode.CLOSED, sentence, frame::batches);
        refused(ErrorCode.CLOSED, sentence, () -> closed.sql("SELECT 1 AS x"));
        refused(ErrorCode.CLOSED, sentence, () -> closed.open(numbers.toString()));
        assertEquals("[[7, 7, n7]]", rows(table).toString());
    }

    @Test
    void aClosedStreamRefusesItsNextBatch() {
        BatchStream stream = session.open(numbers.toString()).lazy().batches();
        assertNotNull(stream.next());
        stream.close();
        stream.close();
        refused(ErrorCode.CLOSED, "The stream is closed: run the query again.", stream::next);
    }

    @Test
    void batchesOutliveTheirStreamAndTheirSession() {
        Batch first;
        try (Session brief = subject().session().open();
                BatchStream stream = brief.open(numbers.toString()).lazy().batches()) {
            first = stream.next();
        }
        int last = first.rowCount() - 1;
        assertEquals("n" + first.column(0).longAt(last), first.column(2).stringAt(last));
    }

    /** Before the first batch and between batches; the callers hear of it at once. */
    @Test
    void closingEndsWhatRuns() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            Session busy = subject().session().open();
            ParquetDataset dataset = busy.open(numbers.toString());
            CountDownLatch started = new CountDownLatch(2);
            CompletableFuture<Table> before = CompletableFuture.supplyAsync(() -> {
                started.countDown();
                return LongPlans.endless(dataset).collect();
            });
            CompletableFuture<Long> between = CompletableFuture.supplyAsync(() -> drainSlowly(dataset, started));
            started.await();
            busy.close();
            for (CompletableFuture<?> query : List.of(before, between)) {
                ExecutionException failure =
                        assertThrows(ExecutionException.class, () -> query.get(20, TimeUnit.SECONDS));
                Throwable why = failure.getCause() instanceof CompletionException c ? c.getCause() : failure.getCause();
                assertEquals(true, CLOSED.contains(String.valueOf(why.getMessage())), why::toString);
            }
        }
    }

    private static final List<String> CLOSED = List.of(
            "The query was closed before its end.",
            "The stream is closed: run the query again.",
            "The session is closed: open a new one.");

    /** Reads on until somebody ends it. */
    private static long drainSlowly(ParquetDataset dataset, CountDownLatch started) {
        try (BatchStream stream = dataset.lazy().batches(QueryOptions.defaults().withBatchRows(1))) {
            stream.next();
            started.countDown();
            long rows = 1;
            for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
                rows += batch.rowCount();
            }
            return rows;
        } finally {
            started.countDown();
        }
    }

    @Test
    void eightThreadsShareASession() throws Exception {
        ParquetDataset dataset = session.open(numbers.toString());
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int thread = t;
                tasks.add(() -> ask(dataset, thread));
            }
            for (Future<Void> done : pool.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    private static Void ask(ParquetDataset dataset, int thread) {
        for (int i = 0; i < QUERIES_PER_THREAD; i++) {
            long from = thread * 10_000L + i * 7L;
            switch (i % 4) {
                case 0 ->
                    assertEquals(
                            "[[n" + from + "]]",
                            rows(dataset.filter(col("id").eq(from))
                                            .select("name")
                                            .collect())
                                    .toString());
                case 1 ->
                    assertEquals(
                            99L,
                            dataset.filter(col("id").between(from, from + 98)).count());
                case 2 -> {
                    try (BatchStream stream = dataset.filter(col("id").ge(from)).batches()) {
                        assertNotNull(stream.next());
                    }
                }
                default -> {
                    QueryException failure = assertThrows(QueryException.class, () -> dataset.select(
                                    col("name").cast(dev.colonnade.type.DataType.INT32))
                            .collect());
                    assertEquals(ErrorCode.CAST_FAILED, failure.code());
                }
            }
        }
        return null;
    }
}
