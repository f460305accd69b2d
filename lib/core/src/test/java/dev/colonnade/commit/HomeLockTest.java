package dev.colonnade.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path root;

    private Home home;

    @BeforeEach
    void home() {
        home = Committer.at(root).home();
    }

    @Test
    void readersShareAndAWriterIsAlone() throws IOException {
        HomeLock.Held first = HomeLock.shared(home, LONG);
        HomeLock.Held second = HomeLock.shared(home, LONG);
        DatasetException refused = assertThrows(DatasetException.class, () -> HomeLock.exclusive(home, SHORT));
        assertEquals(ErrorCode.TIMEOUT, refused.code());
        assertEquals(
                "[" + home.lock() + "] Another reader or writer has held this lock for too long: try again later.",
                refused.getMessage());
        first.close();
        first.close();
        assertThrows(DatasetException.class, () -> HomeLock.exclusive(home, SHORT));
        second.close();
        HomeLock.Held writer = HomeLock.exclusive(home, LONG);
        assertThrows(DatasetException.class, () -> HomeLock.shared(home, SHORT));
        assertThrows(DatasetException.class, () -> HomeLock.exclusive(home, SHORT));
        writer.close();
        HomeLock.shared(home, SHORT).close();
    }

    @Test
    void anInterruptedThreadHarmsNobodyElse() throws IOException {
        HomeLock.Held reader = HomeLock.shared(home, LONG);
        Thread.currentThread().interrupt();
        HomeLock.shared(home, LONG).close();
        DatasetException refused = assertThrows(DatasetException.class, () -> HomeLock.exclusive(home, LONG));
        assertEquals(ErrorCode.CANCELLED, refused.code());
        assertTrue(Thread.interrupted());
        try (OtherProcess other = new OtherProcess(home)) {
            assertEquals("refused", other.ask("exclusive"), "the lock of the first reader is still there");
            reader.close();
            assertEquals("held", other.ask("exclusive"));
        }
    }

    @Test
    void processesMeet() throws IOException {
        try (OtherProcess other = new OtherProcess(home)) {
            HomeLock.Held reader = HomeLock.shared(home, LONG);
            assertEquals("held", other.ask("shared"));
            assertThrows(DatasetException.class, () -> HomeLock.exclusive(home, SHORT));
            reader.close();
            assertThrows(DatasetException.class, () -> HomeLock.exclusive(home, SHORT));
            assertEquals("released", other.ask("release"));
            HomeLock.Held writer = HomeLock.exclusive(home, SHORT);
            assertEquals("refused", other.ask("shared"));
            writer.close();
            assertEquals("held", other.ask("exclusive"));
            assertThrows(DatasetException.class, () -> HomeLock.shared(home, SHORT));
        }
        HomeLock.exclusive(home, LONG).close();
    }

    @Test
    void aStreamOfReadersDoesNotStarveAWriter() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AtomicInteger counter = new AtomicInteger();
        try (OtherProcess other = new OtherProcess(home)) {
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                readers.add(threads.submit((Callable<Integer>) () -> {
                    while (counter.get() < 5) {
                        HomeLock.shared(home, LONG).close();
                    }
                    return 0;
                }));
            }
            for (int i = 0; i < 5; i++) {
                assertEquals("held", other.ask("patient"));
                assertEquals("released", other.ask("release"));
                counter.incrementAndGet();
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void writersOfManyThreadsTakeTurns() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        int[] unguarded = new int[1];
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(threads.submit((Callable<Integer>) () -> {
                for (int j = 0; j < 100; j++) {
                    HomeLock.during(HomeLock.exclusive(home, LONG), () -> unguarded[0]++);
                }
                return 0;
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        threads.shutdown();
        assertEquals(800, unguarded[0]);
    }

    /** A JVM that takes and gives back the lock on request. */
    static final class OtherProcess implements AutoCloseable {
        private final Process process;
        private final OutputStream questions;
        private final BufferedReader answers;

        OtherProcess(Home home) throws IOException {
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            process = new ProcessBuilder(
                            java.toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            OtherProcess.class.getName(),
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
            Home home = new Home(Path.of(args[0]));
            HomeLock.Held held = () -> {};
            for (int c = System.in.read(); c >= 0; c = System.in.read()) {
                StringBuilder line = new StringBuilder();
                for (; c != '\n'; c = System.in.read()) {
                    line.append((char) c);
                }
                try {
                    switch (line.toString()) {
                        case "shared" -> held = HomeLock.shared(home, SHORT);
                        case "exclusive" -> held = HomeLock.exclusive(home, SHORT);
                        case "patient" -> held = HomeLock.exclusive(home, LONG);
                        default -> held.close();
                    }
                    System.out.println(line.toString().equals("release") ? "released" : "held");
                } catch (DatasetException e) {
                    System.out.println("refused");
                }
            }
        }
    }
}
