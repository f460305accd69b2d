package dev.colonnade.jmh;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.sum;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.batch.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A range of 0.1 % of the rows of one file of 1 GB with 1,000 row groups. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RowGroupBenchmark {
    private static final int GROUP = 30_720;
    private static final long ROWS = 1_000L * GROUP;
    private static final long FROM = ROWS / 3;

    private Path file;
    private Connection off;
    private Connection on;
    private Session session;
    private ParquetDataset dataset;

    @Setup
    public void open() throws IOException, SQLException {
        Path directory = Files.createTempDirectory("colonnade-jmh");
        file = directory.resolve("large.parquet");
        off = DriverManager.getConnection("jdbc:duckdb:");
        on = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement plain = off.createStatement();
                Statement cached = on.createStatement()) {
            plain.execute("COPY (SELECT i AS id, random() AS a, random() AS b, hash(i) AS c FROM range(" + ROWS
                    + ") t(i)) TO '" + file + "' (FORMAT parquet, COMPRESSION uncompressed, ROW_GROUP_SIZE " + GROUP
                    + ")");
            cached.execute("SET parquet_metadata_cache = true");
        }
        Files.setLastModifiedTime(
                file, FileTime.from(Instant.now().minusSeconds(60))); // as of a file that nobody writes
        session = Colonnade.builder().open();
        dataset = session.open(file.toString());
    }

    @TearDown
    public void close() throws IOException, SQLException {
        session.close();
        off.close();
        on.close();
        Files.delete(file);
        Files.delete(file.getParent());
    }

    private double asked(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT sum(a), sum(b) FROM read_parquet('" + file
                        + "') WHERE id >= " + FROM + " AND id < " + (FROM + GROUP))) {
            result.next();
            return result.getDouble(1) + result.getDouble(2);
        }
    }

    @Benchmark
    public double driver() throws SQLException {
        return asked(off);
    }

    /** With {@code parquet_metadata_cache}. */
    @Benchmark
    public double driverCached() throws SQLException {
        return asked(on);
    }

    @Benchmark
    public Table frame() {
        return dataset.filter(col("id").ge(FROM), col("id").lt(FROM + GROUP))
                .agg(sum("a"), sum("b"))
                .collect();
    }
}
