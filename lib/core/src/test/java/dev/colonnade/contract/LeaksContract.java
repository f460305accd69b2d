package dev.colonnade.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions and streams, however they end, leave neither native memory nor threads behind. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "resident memory is read from /proc")
@Timeout(400)
abstract class LeaksContract extends Suite {
    /**
     * The most that resident memory may grow over the second half, from its high to its low: allocators keep some slack, and
     * what a closed stream was reading ahead is freed a little later.
     */
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
        long before = memory(reports.subList(3, 6)).max().orElseThrow();
        long after = memory(reports.subList(7, 10)).min().orElseThrow();
        assertTrue(after <= before * SLACK, () -> "memory grows: " + reports);
        assertTrue(field(reports.get(9), 3) <= field(reports.get(1), 3) + 2, () -> "threads pile up: " + reports);
    }

    private static LongStream memory(List<String> reports) {
        return reports.stream().mapToLong(line -> field(line, 2));
    }

    private static long field(String line, int index) {
        return Long.parseLong(line.split(" ")[index]);
    }
}
