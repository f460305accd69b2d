package dev.colonnade.jmh;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.Session;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.error.ColonnadeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How much memory reading a file of 2.4 GB takes under a limit of 512 MB, all of it on each backend: prints the growth of the
 * process in MiB. Started with a small heap: {@code java -Xmx128m -cp benchmarks.jar dev.colonnade.jmh.LargeFileMemory arrow}.
 */
public final class LargeFileMemory {
    private LargeFileMemory() {}

    public static void main(String[] backends) throws IOException, SQLException {
        Path file = write();
        for (String backend : backends) {
            long before = residentMiB();
            long peak = before;
            long rows = 0;
            try (Session session =
                    Colonnade.builder().backend(backend).memoryLimit("512MB").open()) {
                LazyFrame frame = session.open(file.toString()).lazy();
                System.out.println(backend + ": runs on " + frame.explain().backend());
                try (BatchStream stream = frame.batches()) {
                    for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
                        rows += batch.rowCount();
                        peak = Math.max(peak, residentMiB());
                    }
                }
            } catch (ColonnadeException refused) {
                System.out.println(refused.getMessage());
            }
            System.out.println(backend + ": " + rows + " rows of " + (Files.size(file) >> 20) + " MiB, process from "
                    + before + " to " + peak + " MiB");
        }
    }

    private static Path write() throws IOException, SQLException {
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "colonnade-jmh-large.parquet");
        if (!Files.exists(file)) {
            Path unfinished = Files.createTempDirectory("colonnade-jmh").resolve("large.parquet");
            try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                    Statement statement = connection.createStatement()) {
                statement.execute("COPY (SELECT random() AS x, random() AS y, random() AS z FROM range(100000000)) TO '"
                        + unfinished + "' (FORMAT parquet, COMPRESSION uncompressed)");
            }
            Files.move(unfinished, file);
        }
        return file;
    }

    private static long residentMiB() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
            }
        }
        throw new IllegalStateException("This system does not tell how much memory a process has.");
    }
}
