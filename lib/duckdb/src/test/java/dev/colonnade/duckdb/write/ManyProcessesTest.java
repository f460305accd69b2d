package dev.colonnade.duckdb.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.Session;
import dev.colonnade.commit.Snapshot;
import dev.colonnade.duckdb.write.WriterProcess.Operation;
import dev.colonnade.write.WriteOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Processes append to one dataset and compact it while others read it, again and again: {@code -Dtest.writers=8 -Dtest.readers=4
 * -Dtest.rounds=20} for as many. Each append has a number, which its hundred rows carry, so a reader can tell which appends it
 * sees, and whether whole and once; compactions change none of that.
 */
class ManyProcessesTest {
    private static final int WRITERS = Integer.getInteger("test.writers", 3);
    private static final int READERS = Integer.getInteger("test.readers", 2);
    private static final int ROUNDS = Integer.getInteger("test.rounds", 2);

    /** On a disk, where processes lock and sync. */
    @TempDir(factory = TempDirFactory.Standard.class)
    Path temp;

    private Path dataset;

    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger compactions = new AtomicInteger();
    private int merged;
    private final AtomicInteger conflicts = new AtomicInteger();

    @Test
    void noRowIsLostOrDoubledAndEveryReadIsAVersion() throws Exception {
        dataset = temp.resolve("d");
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Session session = Colonnade.builder().backend("duckdb").threads(1).open()) {
            session.sql("SELECT range AS id, 's' AS s, range % 4 AS p FROM range(100)")
                    .write(
                            dataset.toString(),
                            WriteOptions.defaults().withPartitionBy("p").withNote("0"));
            List<Future<Set<String>>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(this::read));
            }
            readers.add(threads.submit(() -> readHere(session)));
            List<Future<Integer>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(threads.submit((Callable<Integer>) () -> write(writer)));
            }
            for (Future<Integer> writer : writers) {
                assertEquals(ROUNDS, writer.get());
            }
            done.set(true);
            Set<String> versions = versions(session);
            Set<String> seen = new HashSet<>();
            for (Future<Set<String>> reader : readers) {
                seen.addAll(reader.get());
            }
            seen.forEach(state -> assertTrue(versions.contains(state), () -> "no version: " + state));
            seen.forEach(ManyProcessesTest::assertNoGaps);
            assertTrue(seen.size() > 1, "states seen: " + seen.size());
            System.out.println(WRITERS * ROUNDS + " appends and " + merged + " compactions of " + compactions
                    + " that were asked for (" + conflicts + " conflicts) by " + WRITERS + " processes; " + reads
                    + " reads by " + READERS + " saw " + seen.size() + " states");
            long rows = 100L * (WRITERS * ROUNDS + 1);
            assertEquals(rows, session.open(dataset.toString()).rowCount());
            assertEquals(rows, States.foreign(dataset).size());
            assertEquals(rows, new HashSet<>(States.foreign(dataset)).size());
        } finally {
            threads.shutdownNow();
        }
    }

    private int write(int writer) throws IOException {
        try (WriterProcess process = new WriterProcess(temp)) {
            for (int i = 0; i < ROUNDS; i++) {
                process.begin(Operation.APPEND, 1 + writer * ROUNDS + i, dataset);
                String answer = process.answer();
                assertTrue(answer.matches("\\d+"), answer);
                process.begin(Operation.COMPACT, 0, dataset);
                answer = process.answer();
                assertTrue(answer.matches("\\d+|conflict"), answer);
                compactions.incrementAndGet();
                if (answer.equals("conflict")) {
                    conflicts.incrementAndGet();
                }
            }
            return ROUNDS;
        }
    }

    private Set<String> read() throws IOException {
        Set<String> seen = new HashSet<>();
        try (WriterProcess process = new WriterProcess(temp)) {
            do {
                process.begin(Operation.READ, 0, dataset);
                seen.add(process.answer());
                reads.incrementAndGet();
            } while (!done.get());
        }
        return seen;
    }

    private Set<String> readHere(Session session) {
        Set<String> seen = new HashSet<>();
        while (!done.get()) {
            seen.add(States.fitting(session.open(dataset.toString())));
        }
        return seen;
    }

    /** The appends that each version holds, by the log. */
    private Set<String> versions(Session session) {
        Set<String> states = new HashSet<>();
        TreeSet<Long> so = new TreeSet<>();
        for (Snapshot snapshot : session.open(dataset.toString()).maintain().snapshots()) {
            if (snapshot.what().matches("\\d+")) {
                so.add(Long.parseLong(snapshot.what()));
            } else {
                merged++;
            }
            states.add(so.stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
        assertEquals(WRITERS * ROUNDS + 1, so.size());
        return states;
    }

    /** Who sees an append of a writer sees those that it made before. */
    private static void assertNoGaps(String state) {
        Set<Integer> appends =
                Arrays.stream(state.split(" ")).map(Integer::valueOf).collect(Collectors.toSet());
        for (int append : appends) {
            boolean first = append == 0 || (append - 1) % ROUNDS == 0;
            assertTrue(first || appends.contains(append - 1), () -> "a gap before " + append + ": " + state);
        }
    }
}
