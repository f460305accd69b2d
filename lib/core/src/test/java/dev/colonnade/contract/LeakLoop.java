package dev.colonnade.contract;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.sum;

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
 * The program of {@link LeaksContract}: uses a backend over and over, and prints round, resident memory (KiB) and threads
 * of the process ten times. Memory is the least of some looks, each after a collection, since what a closed stream was reading
 * ahead and what only the collector gives back is freed a little later.
 */
final class LeakLoop {
    private static final int LOOKS = 10;

    /** How long is looked at least, since what has been closed may still be decoding. */
    private static final Duration LOOKED = Duration.ofMillis(300);

    private LeakLoop() {}

    /** @param arguments backend, file, kind of round, number of rounds */
    public static void main(String[] arguments) throws IOException {
        Subject subject = new Subject(arguments[0]);
        int rounds = Integer.parseInt(arguments[3]);
        if (arguments[2].equals("sessions")) {
            for (int i = 1; i <= rounds; i++) {
                sessionRound(subject, arguments[1]);
                report(i, rounds);
            }
        } else {
            try (Session session = subject.session().memoryLimit("200MB").open()) {
                ParquetDataset numbers = session.open(arguments[1]);
                for (int i = 1; i <= rounds; i++) {
                    try (BatchStream stream = numbers.filter(
                                    col("name").like("n%").and(col("id").ne(i)))
                            .batches(QueryOptions.defaults().withBatchRows(1_000))) {
                        require(stream.next() != null, "a first batch");
                    }
                    report(i, rounds);
                }
            }
        }
    }

    /** Opened, asked, closed early, timed out and closed. */
    private static void sessionRound(Subject subject, String file) {
        try (Session session = subject.session().memoryLimit("200MB").open()) {
            ParquetDataset numbers = session.open(file);
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

    private static void report(int round, int rounds) throws IOException {
        if (round % (rounds / 10) == 0) {
            long least = Long.MAX_VALUE;
            long end = System.nanoTime() + LOOKED.toNanos();
            for (int look = 0; look < LOOKS || System.nanoTime() < end; look++) {
                System.gc();
                least = Math.min(least, status("VmRSS"));
            }
            System.out.println("round " + round + " " + least + " " + status("Threads"));
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
