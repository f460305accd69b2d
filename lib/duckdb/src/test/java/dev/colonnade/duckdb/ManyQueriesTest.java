package dev.colonnade.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Queries of several threads on one session: complete ones, closed ones, failing ones, over directories that come and go. */
class ManyQueriesTest {
    private static final int THREADS = 6;
    private static final int QUERIES = 20;
    private static final long ROWS = 200_000;

    @Test
    @Timeout(120)
    void threadsDoNotDisturbEachOther(@TempDir Path directory) throws Exception {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Path file = Files.createDirectory(directory.resolve("d" + i)).resolve("f.parquet");
            DuckDbSessionTest.write(
                    "SELECT range AS n, 's' || range AS s, " + i + " AS k FROM range(" + ROWS + ")", file);
            files.add(file);
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Session session = Colonnade.builder().backend("duckdb").open()) {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                Random random = new Random(t);
                all.add(threads.submit(() -> {
                    for (int q = 0; q < QUERIES; q++) {
                        run(session, files, random);
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdown();
            assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
        }
    }

    private static void run(Session session, List<Path> files, Random random) {
        int k = random.nextInt(files.size());
        ParquetDataset dataset = session.open(files.get(k).toString());
        switch (random.nextInt(4)) {
            case 0 -> {
                long sum = 0;
                long rows = 0;
                try (BatchStream stream = dataset.lazy().batches()) {
                    for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
                        for (int i = 0; i < batch.rowCount(); i++) {
                            sum += batch.column(0).longAt(i);
                            assertEquals(k, batch.column(2).intAt(i));
                        }
                        rows += batch.rowCount();
                    }
                }
                assertEquals(ROWS, rows);
                assertEquals(ROWS * (ROWS - 1) / 2, sum);
            }
            case 1 -> {
                try (BatchStream stream = dataset.lazy().batches()) {
                    stream.next();
                }
            }
            case 2 -> {
                ColonnadeException failure = null;
                try {
                    dataset.sql("select s::int as x from self").collect();
                } catch (ColonnadeException e) {
                    failure = e;
                }
                assertTrue(failure != null && failure.code() == ErrorCode.CAST_FAILED, String.valueOf(failure));
            }
            default -> assertEquals(3, dataset.lazy().head(3).collect().rowCount());
        }
    }
}
