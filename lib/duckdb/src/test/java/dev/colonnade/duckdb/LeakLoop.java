package dev.colonnade.duckdb;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.sum;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.session.QueryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The program that {@link LeakTest} runs in a JVM of its own: sessions that are opened, asked, cancelled, timed out and
 * closed, with the process's resident memory (KiB) and threads printed after each tenth.
 */
final class LeakLoop {
    private LeakLoop() {}

    public static void main(String[] args) throws IOException {
        for (int i = 1; i <= Integer.parseInt(args[1]); i++) {
            iteration(args[0]);
            if (i % 10 == 0) {
                System.gc();
                System.out.println(i + " " + status("VmRSS") + " " + status("Threads"));
            }
        }
    }

    private static void iteration(String file) {
        try (Session session =
                Colonnade.builder().memoryLimit("200MB").threads(2).open()) {
            ParquetDataset numbers = session.dataset("numbers", file);
            long groups = numbers.groupBy("bucket").agg(sum("id")).collect().rowCount();
            require(groups == 10, "groups");
            try (BatchStream stream = numbers.lazy().batches()) {
                require(stream.next() != null, "a first batch");
            }
            try {
                numbers.lazy()
                        .crossJoin(numbers.lazy())
                        .agg(sum(col("id").times(col("id_right"))))
                        .with(QueryOptions.defaults().withTimeout(Duration.ofMillis(30)))
                        .collect();
                throw new IllegalStateException("The long query was not stopped.");
            } catch (QueryException stopped) {
                require(stopped.code() == ErrorCode.TIMEOUT, "a timeout, not " + stopped);
            }
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("The loop expected " + what + ".");
        }
    }

    private static long status(String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(key + ":"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }
}
