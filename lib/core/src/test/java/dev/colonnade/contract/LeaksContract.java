package dev.colonnade.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.oracle.Alone;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions and streams, however they end, leave neither native memory nor threads behind. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "resident memory is read from /proc")
@Timeout(400)
@Alone
abstract class LeaksContract extends Suite {
    /** The most that resident memory may grow over the second half: allocators keep some slack. */
    private static final double SLACK = 1.15;

    private Path file;

    @BeforeAll
    void write() {
        file = raw.copy(
                "SELECT range AS id, range % 10 AS bucket, 'n' || range AS name FROM range(300000)",
                directory.resolve("numbers.parquet"));
    }

    @ParameterizedTest
    @CsvSource({"sessions, 100", "streams, 1200"})
    void nothingPilesUp(String kind, int rounds) {
        Fork loop = Fork.runWithPlainAllocators(
                directory,
                LeakLoop.class,
                Duration.ofSeconds(300),
                List.of("-Xmx256m"),
                subject().name(),
                file,
                kind,
                rounds);
        List<String> reports =
                loop.lines().stream().filter(line -> line.startsWith("round ")).toList();
        assertEquals(0, loop.exitCode(), loop::tail);
        assertEquals(10, reports.size(), loop::tail);
        System.out.println(subject().name() + ", " + kind + ": round, resident KiB, threads: " + reports);
        long before = medianMemory(reports.subList(3, 6));
        assertTrue(medianMemory(reports.subList(7, 10)) <= before * SLACK, () -> "memory grows: " + reports);
        assertTrue(field(reports.get(9), 3) <= field(reports.get(1), 3) + 2, () -> "threads pile up: " + reports);
    }

    private static long medianMemory(List<String> reports) {
        return reports.stream().map(line -> field(line, 2)).sorted().toList().get(reports.size() / 2);
    }

    private static long field(String line, int index) {
        return Long.parseLong(line.split(" ")[index]);
    }
}
