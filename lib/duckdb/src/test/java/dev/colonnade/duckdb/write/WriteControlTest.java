package dev.colonnade.duckdb.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.Session;
import dev.colonnade.duckdb.write.WriterProcess.Operation;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.session.QueryOptions;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** Writes that are watched, stopped, or run out of disk. */
class WriteControlTest {
    private static final WriteOptions OVERWRITE = WriteOptions.defaults().withMode(WriteMode.OVERWRITE);

    /** On a disk, since what is written has no end. */
    @TempDir(factory = TempDirFactory.Standard.class)
    Path temp;

    private Path dataset;

    private Session session;

    @BeforeEach
    void one() {
        dataset = temp.resolve("d");
        session = Colonnade.builder().backend("duckdb").open();
        session.sql("SELECT 1::BIGINT AS id, 's' AS s, 0::BIGINT AS p").write(dataset.toString());
    }

    @AfterEach
    void close() {
        session.close();
    }

    private LazyFrame endless() {
        return session.sql("SELECT hash(range) AS h FROM range(100000000000)");
    }

    private void assertUnchanged() throws IOException {
        try (Session other = Colonnade.builder().backend("duckdb").open()) {
            assertEquals(1, other.open(dataset.toString()).collect().rowCount());
        }
        try (Stream<Path> stages = Files.list(dataset.resolve("_colonnade/stage"))) {
            assertEquals(List.of(), stages.toList());
        }
    }

    /** Once the engine has written something. */
    private void awaitStagedFile() {
        boolean found = false;
        while (!found) {
            try (Stream<Path> files = Files.walk(dataset.resolve("_colonnade/stage"))) {
                found = files.anyMatch(file -> file.toString().endsWith(".staged"));
            } catch (UncheckedIOException | IOException goneMeanwhile) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void progressEndsWithOne() {
        List<Double> heard = Collections.synchronizedList(new ArrayList<>());
        session.sql("SELECT hash(range) AS h FROM range(3000000)")
                .with(QueryOptions.defaults().withProgress(heard::add))
                .write(dataset.toString(), OVERWRITE);
        assertEquals(1.0, heard.get(heard.size() - 1));
    }

    @Test
    void anInterruptStopsAndChangesNothing() throws IOException {
        Thread caller = Thread.currentThread();
        CompletableFuture<Void> interrupter = CompletableFuture.runAsync(() -> {
            awaitStagedFile();
            caller.interrupt();
        });
        ColonnadeException stopped =
                assertThrows(ColonnadeException.class, () -> endless().write(dataset.toString(), OVERWRITE));
        assertTrue(Thread.interrupted());
        interrupter.join();
        assertEquals(ErrorCode.CANCELLED, stopped.code());
        assertEquals("Writing was interrupted and cancelled: nothing was changed.", stopped.getMessage());
        assertUnchanged();
    }

    @Test
    void aTimeLimitStopsAndChangesNothing() throws IOException {
        QueryOptions short1 = QueryOptions.defaults().withTimeout(Duration.ofMillis(300));
        ColonnadeException stopped = assertThrows(
                ColonnadeException.class, () -> endless().with(short1).write(dataset.toString(), OVERWRITE));
        assertEquals(ErrorCode.TIMEOUT, stopped.code());
        assertEquals(
                "Writing took longer than its limit of 300 ms and was cancelled: nothing was changed.",
                stopped.getMessage());
        assertUnchanged();
    }

    @Test
    void aClosedSessionStopsAndChangesNothing() throws IOException {
        CompletableFuture<Void> closer = CompletableFuture.runAsync(() -> {
            awaitStagedFile();
            session.close();
        });
        ColonnadeException stopped =
                assertThrows(ColonnadeException.class, () -> endless().write(dataset.toString(), OVERWRITE));
        closer.join();
        assertEquals("The session was closed while it wrote: nothing was changed.", stopped.getMessage());
        assertUnchanged();
    }

    /** A process that may write no file of more than a megabyte, as on a full disk. */
    @Test
    void aFullDiskChangesNothing() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "limits of other processes are Linux's");
        try (WriterProcess writer = new WriterProcess(temp)) {
            writer.begin(Operation.READ, 0, dataset);
            writer.answer();
            String[] limit = {"/usr/bin/prlimit", "--pid", Long.toString(writer.pid()), "--fsize=1000000:1000000"};
            assertEquals(0, new ProcessBuilder(limit).inheritIO().start().waitFor());
            writer.begin(Operation.BIG, 1, dataset);
            String answer = writer.answer();
            assertTrue(answer.contains("QueryException: DuckDB failed: "), answer);
            assertTrue(answer.contains("File too large"), answer);
            assertUnchanged();
            writer.begin(Operation.APPEND, 2, dataset);
            assertTrue(writer.answer().contains("partitioned by"), "the process lives on");
        }
    }
}
