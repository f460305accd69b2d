package dev.colonnade.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "resident memory is read from /proc")
class LeakTest {
    private static final int ITERATIONS = 100;

    /** The most that resident memory may grow from the fifth tenth to the last: allocators keep some slack. */
    private static final double SLACK = 1.15;

    @Test
    @Timeout(value = 300, unit = TimeUnit.SECONDS)
    void openQueryCancelLeaksNoMemoryAndNoThreads(@TempDir Path directory)
            throws IOException, InterruptedException, SQLException {
        Path file = directory.resolve("numbers.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT range AS id, range % 10 AS bucket FROM range(300000)) TO '" + file + "'");
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeakLoop.class.getName(),
                        file.toString(),
                        Integer.toString(ITERATIONS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = process.inputReader().lines().toList();
        assertEquals(0, process.waitFor(), "exit code; printed " + lines);
        assertEquals(ITERATIONS / 10, lines.size());
        System.out.println("iteration, resident KiB, threads: " + lines);
        long rssHalfway = field(lines.get(4), 1);
        long rssAtEnd = field(lines.get(9), 1);
        assertTrue(rssAtEnd <= rssHalfway * SLACK, "resident memory grows: " + lines);
        long threadsEarly = field(lines.get(1), 2);
        long threadsAtEnd = field(lines.get(9), 2);
        assertTrue(threadsAtEnd <= threadsEarly + 2, "threads pile up: " + lines);
    }

    private static long field(String line, int index) {
        return Long.parseLong(line.split(" ")[index]);
    }
}
