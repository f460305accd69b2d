package dev.colonnade.contract;

import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged copies of the files on which implementations are measured, and of one with every scalar type. A reader that has
 * no checksum to look at cannot see every changed value, so what is asked for is rows, as many as the footer says, or one
 * sentence that names the file, or the column that no reader takes; never a crash, a hang or a broken session.
 *
 * <p>{@code -Dtest.seed} is the first case, {@code -Dtest.damages} the number of cases.
 */
@Timeout(400)
abstract class DamagedFilesContract extends Suite {
    private static final int FILES = Integer.getInteger("test.damages", 2_000);

    @Test
    void damagedFilesNeverBreakTheProcess() {
        Path sound = fresh("sound");
        Corpus.copy("parquet-testing", sound);
        raw.copy(
                "SELECT range AS i, range::VARCHAR AS s, range % 5 AS few, range / 3 AS d, range % 2 = 0 AS b,"
                        + " DATE '2024-01-01' + range::INTEGER AS day, [range, NULL] AS l, {'a': range, 'b': 'x'} AS st"
                        + " FROM range(3000)",
                sound.resolve("mixed.parquet"), ", ROW_GROUP_SIZE 2048");
        Path good = raw.copy("SELECT range AS id FROM range(1000)", directory.resolve("good.parquet"));
        Fork run = Fork.run(
                directory,
                DamageRun.class,
                Duration.ofSeconds(300),
                List.of("-Xmx512m", "-XX:ErrorFile=" + directory.resolve("crash.log")),
                subject().name(),
                sound,
                good,
                fresh("scratch"),
                SEED,
                FILES);
        List<String> wrong =
                run.lines().stream().filter(line -> line.startsWith("WRONG")).toList();
        assertEquals(List.of(), wrong, run::tail);
        assertEquals(0, run.exitCode(), run::tail);
        System.out.println(subject().name() + ", -Dtest.seed=" + SEED + ": "
                + run.lines().get(run.lines().size() - 1));
    }

    /** A value nested so deeply that an engine needs hours for it is given up in time, and the session goes on. */
    @ParameterizedTest
    @ValueSource(ints = {12, 20, 26, 32, 49})
    void deepNestingIsGivenUpInTime(int depth) {
        String value = "[".repeat(depth) + "1" + "]".repeat(depth);
        Path file = raw.copy("SELECT " + value + " AS deep, 7 AS id", directory.resolve("deep-" + depth + ".parquet"));
        Fork run = Fork.run(
                directory,
                DeepRun.class,
                Duration.ofSeconds(40),
                List.of("-Xmx512m"),
                subject().name(),
                file);
        assertEquals(0, run.exitCode(), run::tail);
        assertEquals(3, run.lines().size(), run::tail);
        assertTrue(Set.of("deep: 1 row", "deep: TIMEOUT").contains(run.lines().get(0)), run::tail);
        assertEquals("plain: 1, 1", run.lines().get(1), run::tail);
    }
}
