package dev.colonnade.jmh;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.Session;
import dev.colonnade.backend.Codec;
import dev.colonnade.write.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * Six million rows into a hive tree, compressed with ZSTD: all or nothing and synced, against the driver's COPY, which is neither.
 * The first write of a session to a place starts an engine for it, which {@code place=NEW} pays each time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
public class WriteBenchmark {
    private static final int ROWS = 6_000_000;

    /** Where a write goes to. */
    public enum Place {
        /** Where the one before went to, after that is deleted. */
        SAME,
        NEW
    }

    @Param
    public Place place = Place.SAME;

    /** How many days share a partition. */
    @Param({"31", "1"})
    public int days;

    private SalesFile sales;
    private Connection driver;
    private Session session;
    private LazyFrame rows;
    private Path parent;
    private Path target;

    @Setup
    public void open() throws IOException, SQLException {
        sales = SalesFile.write(ROWS);
        driver = DriverManager.getConnection("jdbc:duckdb:");
        session = Colonnade.builder().backend("duckdb").open();
        session.dataset("sales", sales.path().toString());
        rows = session.sql(select("sales"));
        parent = Files.createTempDirectory("colonnade-jmh");
    }

    private String select(String table) {
        return "SELECT *, (day - DATE '2024-01-01')::INT // " + days + " AS part FROM " + table;
    }

    @Setup(Level.Invocation)
    public void makeRoom() throws IOException {
        target = place == Place.SAME
                ? parent.resolve("written")
                : Files.createTempDirectory(parent, "at").resolve("written");
    }

    @TearDown(Level.Invocation)
    public void clear() throws IOException {
        delete(target);
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }

    @TearDown
    public void close() throws IOException, SQLException {
        session.close();
        driver.close();
        sales.delete();
        delete(parent);
    }

    @Benchmark
    public long library() {
        return rows.write(
                        target.toString(),
                        WriteOptions.defaults().withPartitionBy("part").withCompression(Codec.ZSTD))
                .rows();
    }

    @Benchmark
    public boolean driver() throws SQLException {
        try (Statement statement = driver.createStatement()) {
            return statement.execute("COPY (" + select("read_parquet('" + sales.path() + "')") + ") TO '" + target
                    + "' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (part))");
        }
    }
}
