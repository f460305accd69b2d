package dev.colonnade.jmh;

import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.Datasets;
import dev.colonnade.source.FileSet;
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

/** The first thing that a new process does with a dataset of many files: one call in each fork, nothing is warm. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(5)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class OpenBenchmark {
    @Param({"10000", "100000"})
    int files;

    private Path directory;
    private Connection connection;
    private DatasetOptions options;

    /** The driver is loaded; the manifest lies where an earlier process left it. */
    @Setup
    public void prepare() throws IOException, SQLException {
        directory = ManyFiles.of(files);
        connection = DriverManager.getConnection("jdbc:duckdb:");
        Path manifests = directory.resolveSibling(directory.getFileName() + "-manifests");
        options = DatasetOptions.defaults()
                .withManifest(ManifestOptions.defaults().withDirectory(manifests));
    }

    @TearDown
    public void close() throws SQLException {
        connection.close();
    }

    /** The driver's {@code count(*)} over all files. */
    @Benchmark
    public long driverCount() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT count(*) FROM read_parquet('" + directory + "/*/*.parquet')")) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Every footer is read, and the manifest written. */
    @Benchmark
    public long openAnew() {
        return open(ManifestMode.REBUILD).rowCount();
    }

    /** Every file's size and modification time are compared with the manifest. */
    @Benchmark
    public long openChecked() {
        return open(ManifestMode.CHECK).rowCount();
    }

    /** The manifest is believed. */
    @Benchmark
    public long openTrusted() {
        return open(ManifestMode.TRUST).rowCount();
    }

    private FileSet open(ManifestMode mode) {
        return Datasets.open(List.of(directory.toString()), options.withManifestMode(mode));
    }
}
