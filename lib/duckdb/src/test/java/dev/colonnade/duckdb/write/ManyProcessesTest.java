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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eight processes append to one dataset while readers, two of them processes of their own, look at it. */
class ManyProcessesTest {
    private static final int WRITERS = 8;
    private static final int APPENDS = Integer.getInteger("test.appends", 3);

    @TempDir
    Path dataset;

    @Test
    void noRowIsLostOrDoubledAndEveryReadIsAVersion() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        AtomicBoolean done = new AtomicBoolean();
        try (Session session = Colonnade.builder().backend("duckdb").threads(1).open()) {
            session.sql("SELECT range AS id, 's' AS s, range % 4 AS p FROM range(100)")
                    .write(
                            dataset.toString(),
                            WriteOptions.defaults().withPartitionBy("p").withNote("0"));
            List<Future<Set<String>>> reads = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                reads.add(threads.submit(() -> readApart(done)));
                reads.add(threads.submit(() -> readHere(session, done)));
            }
            List<Future<Integer>> writes = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writes.add(threads.submit((Callable<Integer>) () -> write(writer)));
            }
            for (Future<Integer> write : writes) {
                assertEquals(APPENDS, write.get());
            }
            done.set(true);
            Map<String, Long> versions = versions(session);
            assertEquals(WRITERS * APPENDS + 1, versions.size());
            Set<String> seen = new HashSet<>();
            for (Future<Set<String>> read : reads) {
                seen.addAll(read.get());
            }
            seen.forEach(state -> assertTrue(versions.containsKey(state), () -> "no version: " + state));
            assertTrue(seen.size() > 1, "states seen: " + seen.size());
            System.out.println(versions.size() + " versions, of which readers saw " + seen.size());
            assertEquals(
                    100L * versions.size(), session.open(dataset.toString()).rowCount());
            assertEquals(100L * versions.size(), States.foreign(dataset).size());
        } finally {
            threads.shutdownNow();
        }
    }

    private int write(int writer) throws IOException {
        try (WriterProcess process = new WriterProcess()) {
            for (int i = 0; i < APPENDS; i++) {
                process.begin(Operation.APPEND, 1 + writer * APPENDS + i, dataset);
                String answer = process.answer();
                assertTrue(answer.matches("\\d+"), answer);
            }
            return APPENDS;
        }
    }

    private Set<String> readApart(AtomicBoolean done) throws IOException {
        Set<String> seen = new HashSet<>();
        try (WriterProcess process = new WriterProcess()) {
            while (!done.get()) {
                process.begin(Operation.READ, 0, dataset);
                seen.add(process.answer());
            }
        }
        return seen;
    }

    private Set<String> readHere(Session session, AtomicBoolean done) {
        Set<String> seen = new HashSet<>();
        while (!done.get()) {
            seen.add(States.fitting(session.open(dataset.toString())));
        }
        return seen;
    }

    /** The writes that each version holds, by the log. */
    private Map<String, Long> versions(Session session) {
        Map<String, Long> states = new HashMap<>();
        List<Long> so = new ArrayList<>();
        for (Snapshot snapshot : session.open(dataset.toString()).maintain().snapshots()) {
            so.add(Long.parseLong(snapshot.what()));
            states.put(so.stream().sorted().map(String::valueOf).collect(Collectors.joining(" ")), snapshot.version());
        }
        return states;
    }
}
