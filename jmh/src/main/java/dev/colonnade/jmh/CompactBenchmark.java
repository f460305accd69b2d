package dev.colonnade.jmh;

import dev.colonnade.Colonnade;
import dev.colonnade.Session;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A thousand files of 6,000 rows become one: opened, decided, rewritten in order, synced and committed, against a driver that reads them and
 * writes one file beside.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
public class CompactBenchmark {
    private static final int FILES = 1_000;
    private static final int ROWS = 6_000;

    private Connection driver;
    private Session session;
    private Path home;
    private Path small;
    private Path dataset;

    @Setup
    public void open() throws IOException, SQLException {
        driver = DriverManager.getConnection("jdbc:duckdb:");
        session = Colonnade.builder().backend("duckdb").open();
        home = Files.createTempDirectory("colonnade-jmh");
        small = Files.createDirectory(home.resolve("small"));
        for (int i = 0; i < FILES; i++) {
            run(
                    "COPY (SELECT i AS id, TIMESTAMP '2024-01-01' + INTERVAL 1 SECOND * i AS ts, (hash(i) % 1000000) / 100 AS amount,"
                            + " 'article ' || (hash(i + 2) % 1000) AS name, (hash(i + 3) % 50)::INT AS quantity FROM range("
                            + i + " * "
                            + ROWS + ", " + (i + 1) + " * " + ROWS + ") t(i)) TO '"
                            + small.resolve(String.format("part-%04d.parquet", i))
                            + "' (FORMAT parquet, COMPRESSION zstd)");
        }
    }

    private boolean run(String sql) throws SQLException {
        try (Statement statement = driver.createStatement()) {
            return statement.execute(sql);
        }
    }

    /** The same files again, as links. */
    @Setup(Level.Invocation)
    public void makeRoom() throws IOException {
        dataset = Files.createDirectory(home.resolve("dataset"));
        try (Stream<Path> files = Files.list(small)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.createLink(dataset.resolve(file.getFileName()), file);
            }
        }
    }

    @TearDown(Level.Invocation)
    public void clear() throws IOException {
        delete(dataset);
        Files.deleteIfExists(home.resolve("one.parquet"));
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
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
        delete(home);
    }

    @Benchmark
    public long library() {
        return session.open(dataset.toString()).maintain().compact().after().files();
    }

    @Benchmark
    public boolean driver() throws SQLException {
        return run("COPY (FROM read_parquet('" + small + "/*.parquet')) TO '" + home.resolve("one.parquet")
                + "' (FORMAT parquet, COMPRESSION zstd)");
    }
}
