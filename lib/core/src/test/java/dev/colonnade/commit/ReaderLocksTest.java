package dev.colonnade.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaderLocksTest {
    private static final long SEED = Long.getLong("test.seed", 4711L);

    @TempDir
    Path root;

    private Home home;
    private ReaderLocks locks;

    @BeforeEach
    void home() throws IOException {
        home = Committer.at(root).home();
        locks = of(home);
    }

    private static ReaderLocks of(Home home) throws IOException {
        ReaderLocks found = ReaderLocks.of(home);
        assertNotNull(found);
        return found;
    }

    private long givenUp(long wanted) throws IOException {
        try {
            return locks.giveUp(wanted);
        } finally {
            locks.done();
        }
    }

    @Test
    void versionsBelowTheOldestThatIsReadAreGivenUp() throws IOException {
        assertEquals(9, givenUp(9));
        assertTrue(locks.acquire(5));
        assertTrue(locks.acquire(5));
        assertTrue(locks.acquire(7));
        assertEquals(5, givenUp(9));
        assertEquals(3, givenUp(3));
        locks.release(5);
        assertEquals(5, givenUp(9));
        locks.release(5);
        assertEquals(7, givenUp(9));
        locks.release(7);
        assertEquals(9, givenUp(9));
        assertEquals(0, givenUp(0));
    }

    @Test
    void whatIsBeingDeletedCannotBeKept() throws IOException {
        assertEquals(4, locks.giveUp(4));
        assertFalse(locks.acquire(3));
        assertTrue(locks.acquire(4));
        try (OtherReader other = new OtherReader(home)) {
            assertEquals("false", other.ask("3"));
            assertEquals("true", other.ask("4"));
            locks.done();
            assertEquals("true", other.ask("3"));
        }
        assertTrue(locks.acquire(3));
        locks.release(3);
        locks.release(4);
    }

    @Test
    void readersOfOtherProcessesCountUntilTheyEnd() throws IOException {
        System.out.println("ReaderLocksTest: reproduce with -Dtest.seed=" + SEED);
        Random random = new Random(SEED);
        TreeSet<Long> read = new TreeSet<>();
        try (OtherReader other = new OtherReader(home)) {
            for (int i = 0; i < 30; i++) {
                long version = random.nextInt(2_000);
                long wanted = random.nextInt(2_500);
                assertEquals("true", other.ask(Long.toString(version)));
                read.add(version);
                String round = "seed " + SEED + ": " + read + " and " + wanted;
                assertEquals(Math.min(wanted, read.first()), givenUp(wanted), round);
                if (random.nextInt(3) == 0) {
                    assertEquals("released", other.ask("release"));
                    read.clear();
                    assertEquals(wanted, givenUp(wanted), round);
                }
            }
        }
        assertEquals(2_500, givenUp(2_500));
    }

    @Test
    void anInterruptedThreadKeepsWhatItReadsAndHarmsNobody() throws IOException {
        assertTrue(locks.acquire(2));
        Thread.currentThread().interrupt();
        try {
            assertTrue(locks.acquire(1));
            locks.release(1);
        } finally {
            assertTrue(Thread.interrupted());
        }
        try (OtherReader other = new OtherReader(home)) {
            assertEquals("2", other.ask("limit 9"), "version 2 is still locked");
            locks.release(2);
            assertEquals("9", other.ask("limit 9"));
        }
    }

    /** A clean-up that only looks, or that deletes earlier versions, has versions for itself for a moment. */
    @Test
    void aReaderWaitsForACleanUp() throws Exception {
        HomeLock.Held cleaning = HomeLock.exclusive(home, Duration.ofSeconds(60));
        assertEquals(9, locks.giveUp(9));
        List<ReadVersions.Lease> leases = new ArrayList<>();
        Thread reader =
                new Thread(() -> leases.add(ReadVersions.lease(List.of(ReadVersions.of(List.of(home), List.of(3L))))));
        reader.start();
        while (reader.getState() != Thread.State.TIMED_WAITING && reader.isAlive()) {
            Thread.onSpinWait();
        }
        locks.done();
        cleaning.close();
        reader.join();
        assertEquals(3, givenUp(9));
        leases.get(0).close();
        assertEquals(9, givenUp(9));
    }

    @Test
    void aHomeWithoutTheFileHasNoReaders() throws IOException {
        Files.delete(home.readers());
        assertNull(ReaderLocks.of(home));
        ReadVersions.lease(List.of(ReadVersions.of(List.of(home), List.of(1L)))).close();
        Committer.at(root).vacuum(Instant.now());
        assertNotNull(ReaderLocks.of(home), "a clean-up makes one");
    }

    @Test
    void aCleanUpLeavesWhatIsRead() throws IOException {
        Directory dataset = new Directory(root, LocalDisk.INSTANCE);
        dataset.commit(Map.of("a", "1"), List.of());
        dataset.commit(Map.of("b", "2"), List.of("a"));
        dataset.commit(Map.of("c", "3"), List.of("b"));
        Instant later = Instant.now().plusSeconds(1);
        ReadVersions second = ReadVersions.of(List.of(home), List.of(2L));
        ReadVersions.Lease lease = ReadVersions.lease(List.of(second, second));
        try (lease) {
            Vacuumed some = new Vacuumed(0, 1, 1, 1, OptionalLong.of(2));
            assertEquals(some, dataset.committer().vacuumable(later));
            assertEquals(some, dataset.committer().vacuum(later));
            assertEquals(Map.of("_colonnade/retired/3/b.old", "2"), Directory.hidden(root));
        }
        assertEquals(new Vacuumed(0, 1, 1, 1), dataset.committer().vacuum(later));
        assertEquals(Map.of(), Directory.hidden(root));
    }

    /** A JVM that reads versions on request. */
    static final class OtherReader implements AutoCloseable {
        private final Process process;
        private final OutputStream questions;
        private final BufferedReader answers;

        OtherReader(Home home) throws IOException {
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            process = new ProcessBuilder(
                            java.toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            OtherReader.class.getName(),
                            home.root().toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            questions = process.getOutputStream();
            answers = process.inputReader(StandardCharsets.UTF_8);
        }

        String ask(String question) throws IOException {
            questions.write((question + "\n").getBytes(StandardCharsets.UTF_8));
            questions.flush();
            return answers.readLine();
        }

        @Override
        public void close() {
            process.destroyForcibly();
            assertFalse(process.onExit().join().isAlive());
        }

        public static void main(String[] args) throws IOException {
            ReaderLocks locks = of(new Home(Path.of(args[0])));
            TreeSet<Long> held = new TreeSet<>();
            for (int c = System.in.read(); c >= 0; c = System.in.read()) {
                StringBuilder line = new StringBuilder();
                for (; c != '\n'; c = System.in.read()) {
                    line.append((char) c);
                }
                String question = line.toString();
                if (question.equals("release")) {
                    for (long version : held) {
                        locks.release(version);
                    }
                    held.clear();
                    System.out.println("released");
                } else if (question.startsWith("limit ")) {
                    System.out.println(locks.giveUp(Long.parseLong(question.substring(6))));
                    locks.done();
                } else {
                    long version = Long.parseLong(question);
                    boolean there = held.contains(version) || locks.acquire(version);
                    if (there) {
                        held.add(version);
                    }
                    System.out.println(there);
                }
            }
        }
    }
}
