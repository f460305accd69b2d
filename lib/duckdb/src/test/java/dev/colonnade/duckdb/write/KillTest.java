package dev.colonnade.duckdb.write;

import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.Session;
import dev.colonnade.duckdb.write.WriterProcess.Operation;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that write are killed at random moments; {@code -Dtest.kills=500 -Dtest.operations='MERGE|ARCHIVE'}
 * for more of them, or for some operations only. After each kill the dataset is
 * as before or as after the operation, row by row, for the library and for a foreign reader.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("test.kills", 20);

    private static final List<Operation> OPERATIONS = Arrays.stream(Operation.values())
            .filter(each -> each.compareTo(Operation.BIG) < 0)
            .filter(each -> each.name().matches(System.getProperty("test.operations", ".*")))
            .toList();

    private final Random random = new Random(SEED);

    @TempDir
    Path temp;

    @Test
    void theDatasetIsAsBeforeOrAsAfter() throws IOException, SQLException {
        System.out.println("KillTest: reproduce with -Dtest.seed=" + SEED);
        Path dataset = temp.resolve("d");
        Path shadow = temp.resolve("shadow");
        int before = 0;
        int after = 0;
        Map<Operation, int[]> outcomes = new EnumMap<>(Operation.class);
        try (Session session = Colonnade.builder().backend("duckdb").threads(1).open();
                WriterProcess other = new WriterProcess(temp)) {
            for (Path each : List.of(dataset, RowOperations.beside(dataset))) {
                session.sql("SELECT range AS id, repeat('x', 50) || range AS s, 2020 + range % 4 AS p FROM range(100)")
                        .write(each.toString(), WriteOptions.defaults().withPartitionBy("p"));
            }
            for (int kill = 1; kill <= KILLS; kill++) {
                Operation operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
                WriterProcess victim = new WriterProcess(temp);
                List<String> was = rows(session, dataset);
                copy(dataset, shadow);
                copy(RowOperations.beside(dataset), RowOperations.beside(shadow));
                Finished finished = finished(session, other, shadow, operation, kill);
                List<String> expected = finished.rows();
                killAtSomeMoment(victim, dataset, operation, kill, finished.nanos());
                List<String> now = rows(session, dataset);
                String where = operation + " " + kill + ", reproduce with -Dtest.seed=" + SEED;
                assertTrue(now.equals(was) || now.equals(expected), where);
                List<String> foreign = new ArrayList<>(States.foreign(dataset));
                foreign.addAll(States.foreign(RowOperations.beside(dataset)));
                assertEquals(now, foreign, where);
                if (operation == Operation.ARCHIVE) {
                    requireAllInOneOfBoth(session, was, now, temp.resolve("d-archive-" + kill), where);
                }
                int[] outcome = outcomes.computeIfAbsent(operation, o -> new int[2]);
                outcome[now.equals(was) ? 0 : 1]++;
                if (now.equals(was)) {
                    before++;
                } else {
                    after++;
                }
                if (kill % 10 == 0) {
                    vacuum(session, dataset, where);
                    vacuum(session, RowOperations.beside(dataset), where);
                }
            }
            vacuum(session, dataset, "at the end");
            vacuum(session, RowOperations.beside(dataset), "at the end");
        }
        outcomes.forEach((operation, outcome) ->
                System.out.println(operation + ": " + outcome[0] + " as before, " + outcome[1] + " as after"));
        System.out.println(KILLS + " kills: " + before + " as before, " + after + " as after");
    }

    /** The rows of both datasets. */
    private static List<String> rows(Session session, Path dataset) {
        List<String> rows = new ArrayList<>(States.rows(session, dataset));
        rows.addAll(States.rows(session, RowOperations.beside(dataset)));
        return rows;
    }

    /** Rows that have left the datasets are in the archive, and no others. */
    private static void requireAllInOneOfBoth(
            Session session, List<String> was, List<String> now, Path archive, String where) {
        List<String> all = new ArrayList<>(now);
        try {
            all.addAll(States.rows(session, archive));
        } catch (DatasetException none) {
            assertTrue(
                    List.of(ErrorCode.PATH_NOT_FOUND, ErrorCode.EMPTY_DATASET).contains(none.code()), where);
        }
        assertEquals(was.stream().sorted().toList(), all.stream().sorted().toList(), where);
    }

    /** What the whole operation makes, done on a copy, and how long it takes. */
    private record Finished(List<String> rows, long nanos) {}

    private static Finished finished(Session session, WriterProcess other, Path shadow, Operation operation, int number)
            throws IOException {
        long start = System.nanoTime();
        other.begin(operation, number, shadow);
        String answer = other.answer();
        long nanos = System.nanoTime() - start;
        assertTrue(answer.matches("\\d+"), answer);
        return new Finished(rows(session, shadow), nanos);
    }

    /** A process that has just started is slower. */
    private void killAtSomeMoment(WriterProcess victim, Path dataset, Operation operation, int number, long nanos)
            throws IOException {
        try (victim) {
            victim.begin(operation, number, dataset);
            LockSupport.parkNanos((long) (random.nextDouble() * 4 * nanos));
        }
    }

    private static void vacuum(Session session, Path dataset, String where) throws IOException {
        session.open(dataset.toString()).append(session.open(dataset.toString()).limit(0));
        session.open(dataset.toString()).maintain().vacuum(Duration.ZERO);
        List<String> rows = States.rows(session, dataset);
        try (Stream<Path> files = Files.walk(dataset.resolve("_colonnade"))) {
            List<String> left = files.filter(Files::isRegularFile)
                    .map(file -> dataset.resolve("_colonnade").relativize(file).toString())
                    .filter(file -> !file.equals("lock") && !file.equals("readers"))
                    .filter(file -> !file.startsWith("log/") && !file.startsWith("manifest/"))
                    .toList();
            assertEquals(List.of(), left, where);
        }
        assertEquals(rows, States.rows(session, dataset), where);
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            try (Stream<Path> old = Files.walk(to)) {
                for (Path path : old.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }

    @Test
    void operationsAreWholeWithoutKills() throws IOException {
        Path dataset = temp.resolve("whole");
        try (Session session = Colonnade.builder().backend("duckdb").threads(1).open();
                WriterProcess writer = new WriterProcess(temp)) {
            session.sql("SELECT range AS id, 's' AS s, range % 4 AS p FROM range(100)")
                    .write(
                            dataset.toString(),
                            WriteOptions.defaults().withPartitionBy("p").withMode(WriteMode.APPEND));
            writer.begin(Operation.APPEND, 5, dataset);
            assertEquals("2", writer.answer());
            writer.begin(Operation.READ, 0, dataset);
            assertEquals("0 5", writer.answer());
            writer.begin(Operation.OVERWRITE, 6, dataset);
            assertEquals("3", writer.answer());
            writer.begin(Operation.READ, 0, dataset);
            assertEquals("6", writer.answer());
        }
    }
}
