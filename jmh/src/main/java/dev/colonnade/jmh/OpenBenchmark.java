package dev.colonnade.jmh;

import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.Datasets;
import dev.colonnade.source.ManifestMode;
import dev.colonnade.source.ManifestOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The first thing that a new process does with a dataset of many files: one call in each fork. Both sides start from their
 * first call, so the library's part pays for its classes and {@link #driverCount} for the driver's, which unpacks its native
 * library; {@link #driverCountLoaded} leaves the latter out. The files are in the system's cache.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(5)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class OpenBenchmark {
    @Param({"10000", "100000"})
    int files;

    private String directory = "";
    private Path manifests = Path.of("");

    /** The manifest lies where an earlier process left it. */
    @Setup
    public void find() throws IOException, SQLException {
        directory = ManyFiles.of(files).toString();
        manifests = Path.of(directory + "-manifests");
    }

    /** A connection that is open before the clock starts. */
    @State(Scope.Benchmark)
    public static class Loaded {
        private Connection connection;

        @Setup
        public void connect() throws SQLException {
            connection = DriverManager.getConnection("jdbc:duckdb:");
        }

        @TearDown
        public void close() throws SQLException {
            connection.close();
        }
    }

    /** The driver is loaded and counts all rows. */
    @Benchmark
    public long driverCount() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            return count(connection);
        }
    }

    /** The driver, loaded, counts all rows. */
    @Benchmark
    public long driverCountLoaded(Loaded loaded) throws SQLException {
        return count(loaded.connection);
    }

    private long count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT count(*) FROM read_parquet('" + directory + "/*/*.parquet')")) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Every footer is read; the manifest is written beside. */
    @Benchmark
    public long openAnew() {
        return rows(ManifestMode.REBUILD);
    }

    /** Every file's size and modification time are compared with the manifest. */
    @Benchmark
    public long openChecked() {
        return rows(ManifestMode.CHECK);
    }

    /** The manifest is believed. */
    @Benchmark
    public long openTrusted() {
        return rows(ManifestMode.TRUST);
    }

    private long rows(ManifestMode mode) {
        DatasetOptions options = DatasetOptions.defaults()
                .withManifest(ManifestOptions.defaults().withMode(mode).withDirectory(manifests));
        return Datasets.open(List.of(directory), options).rowCount();
    }
}
