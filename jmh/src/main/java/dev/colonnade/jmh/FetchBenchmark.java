package dev.colonnade.jmh;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.batch.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.util.TransferPair;
import org.duckdb.DuckDBResultSet;
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

/**
 * Five million rows of four columns (long, double, date, string) from Parquet into Java: {@code ...Arrays} end as Java
 * arrays, the others as columns in Arrow layout, all of them in memory at the end. The warm-up is long enough for the heap
 * to have been touched once.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx4g", "-XX:MaxDirectMemorySize=4g", "--add-opens=java.base/java.nio=ALL-UNNAMED"})
@Warmup(iterations = 25)
@Measurement(iterations = 25)
public class FetchBenchmark {
    private static final int ROWS = 5_000_000;
    private static final int BATCH_ROWS = 65_536;

    private SalesFile file;
    private Connection connection;
    private BufferAllocator allocator;
    private Session session;
    private ParquetDataset sales;

    @Setup
    public void open() throws IOException, SQLException {
        file = SalesFile.write(ROWS);
        connection = DriverManager.getConnection("jdbc:duckdb:");
        allocator = new RootAllocator();
        session = Colonnade.builder().open();
        sales = session.open(file.path().toString());
    }

    @TearDown
    public void close() throws IOException, SQLException {
        session.close();
        allocator.close();
        connection.close();
        file.delete();
    }

    private String driverSql() {
        return "select id, amount, day, name from read_parquet('" + file.path() + "')";
    }

    /** The driver's getters, row by row. */
    @Benchmark
    @Warmup(iterations = 3)
    @Measurement(iterations = 6)
    public Columns gettersArrays() throws SQLException {
        Columns columns = Columns.ofSize(ROWS);
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(driverSql())) {
            for (int row = 0; result.next(); row++) {
                columns.ids()[row] = result.getLong(1);
                columns.amounts()[row] = result.getDouble(2);
                columns.days()[row] = (int) result.getObject(3, LocalDate.class).toEpochDay();
                columns.names()[row] = result.getString(4);
            }
        }
        return columns;
    }

    /** The driver's Arrow export of its materialised result, the batches kept as they come. */
    @Benchmark
    public int driverArrow() throws SQLException, IOException {
        List<VectorSchemaRoot> batches = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                DuckDBResultSet result = (DuckDBResultSet) statement.executeQuery(driverSql());
                ArrowReader reader = (ArrowReader) result.arrowExportStream(allocator, BATCH_ROWS)) {
            while (reader.loadNextBatch()) {
                batches.add(kept(reader.getVectorSchemaRoot()));
            }
        }
        int rows = batches.stream().mapToInt(VectorSchemaRoot::getRowCount).sum();
        batches.forEach(VectorSchemaRoot::close);
        return rows;
    }

    private VectorSchemaRoot kept(VectorSchemaRoot batch) {
        List<FieldVector> vectors = new ArrayList<>();
        for (FieldVector vector : batch.getFieldVectors()) {
            TransferPair pair = vector.getTransferPair(allocator);
            pair.transfer();
            vectors.add((FieldVector) pair.getTo());
        }
        return new VectorSchemaRoot(vectors);
    }

    /** The driver's Arrow export of its materialised result, copied into arrays. */
    @Benchmark
    public Columns driverArrowArrays() throws SQLException, IOException {
        Columns columns = Columns.ofSize(ROWS);
        try (Statement statement = connection.createStatement();
                DuckDBResultSet result = (DuckDBResultSet) statement.executeQuery(driverSql());
                ArrowReader reader = (ArrowReader) result.arrowExportStream(allocator, BATCH_ROWS)) {
            for (int row = 0; reader.loadNextBatch(); ) {
                row = copy(reader.getVectorSchemaRoot(), columns, row);
            }
        }
        return columns;
    }

    private static int copy(VectorSchemaRoot batch, Columns columns, int start) {
        BigIntVector ids = (BigIntVector) batch.getVector(0);
        Float8Vector amounts = (Float8Vector) batch.getVector(1);
        DateDayVector days = (DateDayVector) batch.getVector(2);
        VarCharVector names = (VarCharVector) batch.getVector(3);
        for (int i = 0; i < batch.getRowCount(); i++) {
            columns.ids()[start + i] = ids.get(i);
            columns.amounts()[start + i] = amounts.get(i);
            columns.days()[start + i] = days.get(i);
            columns.names()[start + i] = new String(names.get(i), StandardCharsets.UTF_8);
        }
        return start + batch.getRowCount();
    }

    /** The library's table. */
    @Benchmark
    public Table collect() {
        return sales.select("id", "amount", "day", "name").collect();
    }

    /** The library's table, copied into arrays. */
    @Benchmark
    public Columns collectArrays() {
        Table table = collect();
        return new Columns(
                table.column(0).toLongArray(),
                table.column(1).toDoubleArray(),
                table.column(2).toIntArray(),
                table.column(3).toStringArray());
    }
}
