package dev.colonnade.jmh;

import static dev.colonnade.expr.Exprs.avg;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.batch.Row;
import dev.colonnade.batch.Table;
import dev.colonnade.expr.Exprs;
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
    public double driver() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(driverSql())) {
            return sum(result);
        }
    }

    /** The driver with a statement that is prepared once. */
    @Benchmark
    public double driverPrepared() throws SQLException {
        try (ResultSet result = prepared.executeQuery()) {
            return sum(result);
        }
    }

    /** Reads every value. */
    private static double sum(ResultSet result) throws SQLException {
        double sum = 0;
        while (result.next()) {
            sum += result.getString(1).length() + result.getLong(2) + result.getDouble(3) + result.getDouble(4);
        }
        return sum;
    }

    /** The library, building the frame each time. */
    @Benchmark
    public double frame() {
        return sum(sales.filter(
                        col("day").ge(LocalDate.of(2024, 7, 1)), col("quantity").lt(30))
                .groupBy("name")
                .agg(
                        count().as("sales"),
                        Exprs.sum("amount").as("revenue"),
                        avg("quantity").as("quantity"))
                .collect());
    }

    /** The library, given the text each time. */
    @Benchmark
    public double sql() {
        return sum(session.sql(SQL.formatted("sales")).collect());
    }

    private static double sum(Table table) {
        double sum = 0;
        for (Row row : table.rows()) {
            sum += String.valueOf(row.stringValue("name")).length()
                    + row.longValue("sales")
                    + row.doubleValue("revenue")
                    + row.doubleValue("quantity");
        }
        return sum;
    }
}
