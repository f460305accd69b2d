package dev.colonnade.jmh;

import static dev.colonnade.expr.Exprs.avg;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.sum;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.batch.Table;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
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
import org.openjdk.jmh.infra.Blackhole;

/** One filter and group-by over a file: the library against the same SQL through the bare driver. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class QueryBenchmark {
    private static final String SQL =
            "select name, count(*) as sales, sum(amount) as revenue, avg(quantity) as quantity"
                    + " from %s where day >= date '2024-07-01' and quantity < 30 group by name";

    /** So few that planning is all there is, and so many that it should not matter. */
    @Param({"1000", "20000000"})
    int rows;

    private SalesFile file;
    private Connection connection;
    private PreparedStatement prepared;
    private Session session;
    private ParquetDataset sales;

    @Setup
    public void open() throws IOException, SQLException {
        file = SalesFile.write(rows);
        connection = DriverManager.getConnection("jdbc:duckdb:");
        prepared = connection.prepareStatement(driverSql());
        session = Colonnade.builder().open();
        sales = session.dataset("sales", file.path().toString());
    }

    @TearDown
    public void close() throws IOException, SQLException {
        session.close();
        prepared.close();
        connection.close();
        file.delete();
    }

    private String driverSql() {
        return SQL.formatted("read_parquet('" + file.path() + "')");
    }

    /** The driver, given the text each time. */
    @Benchmark
    public void driver(Blackhole sink) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(driverSql())) {
            read(result, sink);
        }
    }

    /** The driver with a statement that is prepared once. */
    @Benchmark
    public void driverPrepared(Blackhole sink) throws SQLException {
        try (ResultSet result = prepared.executeQuery()) {
            read(result, sink);
        }
    }

    private static void read(ResultSet result, Blackhole sink) throws SQLException {
        while (result.next()) {
            sink.consume(result.getString(1));
            sink.consume(result.getLong(2));
            sink.consume(result.getDouble(3));
            sink.consume(result.getDouble(4));
        }
    }

    /** The library, building the frame each time. */
    @Benchmark
    public void frame(Blackhole sink) {
        read(
                sales.filter(
                                col("day").ge(LocalDate.of(2024, 7, 1)),
                                col("quantity").lt(30))
                        .groupBy("name")
                        .agg(
                                count().as("sales"),
                                sum("amount").as("revenue"),
                                avg("quantity").as("quantity"))
                        .collect(),
                sink);
    }

    /** The library, given the text each time. */
    @Benchmark
    public void sql(Blackhole sink) {
        read(session.sql(SQL.formatted("sales")).collect(), sink);
    }

    private static void read(Table table, Blackhole sink) {
        for (long row = 0; row < table.rowCount(); row++) {
            sink.consume(table.column(0).stringAt(row));
            sink.consume(table.column(1).longAt(row));
            sink.consume(table.column(2).doubleAt(row));
            sink.consume(table.column(3).doubleAt(row));
        }
    }
}
