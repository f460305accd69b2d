package dev.colonnade.jmh;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.sum;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.Session;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
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

/** The same question on each backend, over ten million rows in 100 files or in one; every batch is taken. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class BackendBenchmark {
    /** What is asked. */
    public enum Shape {
        SCAN_NUMBERS(frame -> frame.select("id", "v")),
        SCAN_STRINGS(frame -> frame.select("s")),
        SCAN_ALL(frame -> frame),
        FILTER_ONE_PERCENT(frame -> frame.filter(col("k").lt(10L)).select("id", "v")),
        LOOKUP(frame -> frame.filter(col("id").eq(5_432_100L))),
        SUM(frame -> frame.agg(sum("id").as("total"), count().as("rows"))),
        PREVIEW(frame -> frame.limit(10)),
        GROUP(frame -> frame.groupBy("k").agg(sum("id").as("total"))),
        TOP(frame -> frame.sort(col("v").desc()).limit(100));

        private final UnaryOperator<LazyFrame> question;

        Shape(UnaryOperator<LazyFrame> question) {
            this.question = question;
        }
    }

    @Param({"100", "1"})
    int files = 100;

    @Param
    Shape shape = Shape.SCAN_NUMBERS;

    @Param({"duckdb", "arrow", "auto"})
    String backend = "duckdb";

    private Session session;
    private LazyFrame frame;

    @Setup
    public void open() throws IOException, SQLException {
        session = Colonnade.builder().backend(backend).open();
        frame = shape.question.apply(
                session.open(WideFiles.of(files).toString()).lazy());
    }

    @TearDown
    public void close() {
        session.close();
    }

    /** The backend that runs the question. */
    String engine() {
        return frame.explain().backend();
    }

    @Benchmark
    public long rows() {
        long rows = 0;
        try (BatchStream stream = frame.batches()) {
            for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
                rows += batch.rowCount();
            }
        }
        return rows;
    }
}
