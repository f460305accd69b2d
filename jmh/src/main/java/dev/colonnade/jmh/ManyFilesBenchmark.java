package dev.colonnade.jmh;

import static dev.colonnade.expr.Exprs.avg;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.max;
import static dev.colonnade.expr.Exprs.sum;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.batch.Table;
import dev.colonnade.session.Estimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
 * Questions over open files, 10,000 of them unless {@code -p files=} says otherwise: the library against the same SQL through the bare driver, whose cache of footers is off
 * or on. Every query starts from its text or its verbs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 1)
public class ManyFilesBenchmark {
    private static final int ONE = 5_432;

    /** What is asked. */
    public enum Question {
        COUNT("SELECT count(*) FROM t"),
        LATEST("SELECT max(ts) FROM t"),
        PARTITION("SELECT name, avg(amount) FROM t WHERE day = DATE '" + ManyFiles.day(ONE) + "' GROUP BY name"),
        LOOKUP("SELECT name, amount FROM t WHERE id = " + ONE * 100L),
        JOIN("SELECT d.label, count(*) FROM t JOIN d ON t.user_id = d.user_id GROUP BY d.label"),
        TOP("SELECT id, ts, name FROM t ORDER BY ts DESC LIMIT 100"),
        EVERYTHING("SELECT sum(amount), max(name) FROM t");

        private final String sql;

        Question(String sql) {
            this.sql = sql;
        }
    }

    /** How many files there are. PARTITION, LOOKUP and JOIN keep the same ones of them, whatever their number. */
    @Param("10000")
    int files = 10_000;

    @Param
    Question question = Question.COUNT;

    private Path dimension;
    private Connection off;
    private Connection on;
    private Session session;
    private ParquetDataset dataset;
    private ParquetDataset keys;

    @Setup
    public void open() throws IOException, SQLException {
        Path directory = ManyFiles.of(files);
        dimension = Files.createTempDirectory("colonnade-jmh").resolve("dimension.parquet");
        off = driver(directory, false);
        on = driver(directory, true);
        session = Colonnade.builder().open();
        dataset = session.dataset("t", directory.toString());
        keys = session.dataset("d", dimension.toString());
    }

    private Connection driver(Path directory, boolean cache) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET parquet_metadata_cache = " + cache);
            statement.execute("COPY (SELECT (" + ONE + " + i * 3)::INTEGER AS user_id, 'label ' || i AS label"
                    + " FROM range(10) t(i)) TO '" + dimension + "' (FORMAT parquet)");
            statement.execute("CREATE VIEW t AS FROM read_parquet('" + directory
                    + "/*/*.parquet', hive_partitioning = true, hive_types = {'day': DATE})");
            statement.execute("CREATE VIEW d AS FROM read_parquet('" + dimension + "')");
        }
        return connection;
    }

    @TearDown
    public void close() throws IOException, SQLException {
        session.close();
        off.close();
        on.close();
        Files.delete(dimension);
        Files.delete(dimension.getParent());
    }

    private int rows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(question.sql)) {
            int rows = 0;
            while (result.next()) {
                rows++;
            }
            return rows;
        }
    }

    /** The driver as it is. */
    @Benchmark
    public int driver() throws SQLException {
        return rows(off);
    }

    /** The driver with {@code parquet_metadata_cache}. */
    @Benchmark
    public int driverCached() throws SQLException {
        return rows(on);
    }

    /** The library, verbs. */
    @Benchmark
    public Table frame() {
        return asked().collect();
    }

    /** The library, SQL text. */
    @Benchmark
    public Table sql() {
        return session.sql(question.sql).collect();
    }

    /** Which files would be read, without reading them. */
    @Benchmark
    public Estimate plan() {
        return asked().estimate();
    }

    private LazyFrame asked() {
        return switch (question) {
            case COUNT -> dataset.agg(count());
            case LATEST -> dataset.agg(max("ts"));
            case PARTITION ->
                dataset.filter(col("day").eq(ManyFiles.day(ONE)))
                        .groupBy("name")
                        .agg(avg("amount"));
            case LOOKUP -> dataset.filter(col("id").eq(ONE * 100L)).select("name", "amount");
            case JOIN -> dataset.join(keys.lazy(), "user_id").groupBy("label").agg(count());
            case EVERYTHING -> dataset.agg(sum("amount"), max("name"));
            case TOP ->
                dataset.select("id", "ts", "name").sort(col("ts").desc()).head(100);
        };
    }
}
