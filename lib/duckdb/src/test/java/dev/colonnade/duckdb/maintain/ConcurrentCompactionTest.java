package dev.colonnade.duckdb.maintain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.Session;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Appends, compactions and reads of one dataset at a time: no row is lost, none is doubled. */
class ConcurrentCompactionTest {
    private static final int APPENDS = Integer.getInteger("test.appends", 12);

    @TempDir
    Path temp;

    @Test
    void noRowIsLostOrDoubled() throws InterruptedException, ExecutionException {
        Path directory = temp.resolve("d");
        ExecutorService threads = Executors.newFixedThreadPool(5);
        try (Session session = Colonnade.builder().backend("duckdb").threads(1).open()) {
            Kept kept = new Kept(session, directory);
            kept.append("SELECT -1 - range AS id, range % 2 AS p FROM range(10)", "p");
            AtomicBoolean writing = new AtomicBoolean(true);
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 2; writer++) {
                int number = writer;
                writers.add(threads.submit(() -> {
                    for (int i = 0; i < APPENDS; i++) {
                        kept.append(
                                "SELECT " + (number * APPENDS + i)
                                        + " * 10 + range AS id, range % 2 AS p FROM range(10)",
                                "p");
                    }
                }));
            }
            Future<Integer> compactor = threads.submit(() -> compact(kept, writing));
            Future<Integer> rival = threads.submit(() -> compact(kept, writing));
            Future<Integer> reader = threads.submit(() -> read(kept, writing));
            for (Future<?> writer : writers) {
                writer.get();
            }
            writing.set(false);
            assertTrue(compactor.get() + rival.get() > 0);
            assertTrue(reader.get() > 0);
            kept.maintain().compact();
            assertEquals(2, kept.open().files().size());
            assertEquals(10 + 20 * APPENDS, ids(kept).size());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Two of these want the same files; the one that loses decides again, three times. */
    private static int compact(Kept kept, AtomicBoolean writing) {
        int compactions = 0;
        do {
            try {
                compactions += kept.maintain().compact().changed() ? 1 : 0;
            } catch (ColonnadeException e) {
                assertEquals(ErrorCode.CONFLICT, e.code(), e.getMessage());
            }
        } while (writing.get());
        return compactions;
    }

    /** Each id once, and never fewer than before. */
    private static Set<Long> ids(Kept kept) {
        Set<Long> ids = new TreeSet<>();
        kept.open().collect().rows().forEach(row -> assertTrue(ids.add((Long) row.value("id")), "doubled"));
        return ids;
    }

    private static int read(Kept kept, AtomicBoolean writing) {
        int reads = 0;
        Set<Long> before = Set.of();
        do {
            try {
                Set<Long> now = ids(kept);
                assertTrue(now.containsAll(before), "lost");
                assertEquals(0, now.size() % 10, "torn");
                before = now;
                reads++;
            } catch (ColonnadeException e) {
                assertEquals(ErrorCode.STALE_SNAPSHOT, e.code(), e.getMessage());
            }
        } while (writing.get());
        return reads;
    }
}
