package dev.colonnade.contract;

import static dev.colonnade.contract.Answers.assertSameRows;
import static dev.colonnade.contract.Answers.rows;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.Table;
import dev.colonnade.session.QueryOptions;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shape of results: columns, batches, order, and what happens where there is nothing. */
abstract class ResultsContract extends Suite {
    private static final int FILES = 12;
    private static final int ROWS_PER_FILE = 5_000;
    private static final int ROWS = FILES * ROWS_PER_FILE;

    private ParquetDataset numbers;
    private ParquetDataset floats;
    private ParquetDataset empty;

    @BeforeAll
    void write() {
        Path files = fresh("numbers");
        for (int i = 0; i < FILES; i++) {
            String range = "range(" + i * ROWS_PER_FILE + ", " + (i + 1) * ROWS_PER_FILE + ")";
            raw.copy(
                    "SELECT range AS id, range % 7 AS bucket, 'n' || range AS name, range::FLOAT AS f FROM " + range,
                    files.resolve(String.format("part-%02d.parquet", i)),
                    ", ROW_GROUP_SIZE 2048");
        }
        numbers = session.open(files.toString());
        floats = session.open(raw.copy(
                        "SELECT unnest(['1.5', 'nan', NULL, '-0.0', '0.0', 'inf', '-inf', NULL]::DOUBLE[]) AS x,"
                                + " unnest(range(8)) AS i",
                        directory.resolve("floats.parquet"))
                .toString());
        empty = session.open(raw.copy("SELECT 1 AS id, 'x' AS name WHERE false", directory.resolve("empty.parquet"))
                .toString());
    }

    private List<LazyFrame> shapes() {
        LazyFrame all = numbers.lazy();
        return List.of(
                all,
                all.select("name", "id"),
                all.filter(col("bucket").eq(3)),
                all.filter(col("bucket").eq(3).and(col("name").like("%9"))).select("id"),
                all.withColumns(col("id").times(2).as("twice")),
                all.rename("id", "key").drop("f"),
                all.limit(17_000, 9_000),
                all.tail(6_001),
                all.agg(count(), sum("id")),
                all.groupBy("bucket").agg(sum("f").as("total")),
                all.sort(col("bucket").desc(), col("id").asc()),
                all.select("bucket").distinct(),
                all.select("id").union(empty.select("id")),
                all.filter(lit(false)),
                all.filter(col("id").lt(0)),
                empty.lazy());
    }

    /** Names, types and order of columns are known before anything runs, and each batch has just these. */
    @ParameterizedTest
    @ValueSource(ints = {1_000, 65_536})
    void batchesHaveThePlansColumnsAndAtMostSoManyRows(int batchRows) {
        for (LazyFrame frame : shapes()) {
            Schema schema = frame.schema();
            long rows = 0;
            try (BatchStream stream = frame.batches(QueryOptions.defaults().withBatchRows(batchRows))) {
                assertEquals(schema, stream.schema());
                for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
                    assertTrue(batch.rowCount() >= 1 && batch.rowCount() <= batchRows, () -> frame + ": " + batchRows);
                    assertEquals(schema.size(), batch.columns().size());
                    for (int c = 0; c < schema.size(); c++) {
                        assertEquals(schema.field(c).type(), batch.column(c).type());
                        assertEquals(batch.rowCount(), batch.column(c).length());
                    }
                    rows += batch.rowCount();
                }
                assertNull(stream.next());
            }
            assertEquals(frame.count(), rows, frame::toString);
        }
    }

    @Test
    void batchesOfOneRow() {
        LazyFrame some = numbers.filter(col("id").lt(300));
        List<List<@Nullable Object>> found = new ArrayList<>();
        some.batches(QueryOptions.defaults().withBatchRows(1)).forEach((batch, number) -> {
            assertEquals(1, batch.rowCount());
            assertEquals(found.size(), number);
            found.addAll(rows(batch));
        });
        Answers.assertSameRowsInAnyOrder(rows(some.collect()), found);
    }

    // --- order

    @ParameterizedTest
    @ValueSource(ints = {1, 4_999, 5_000, 5_001, 23_456})
    void limitsWithoutASortKeepTheFileOrder(int count) {
        assertIds(0, count, numbers.head(count));
        assertIds(count, Math.min(ROWS, 2 * count), numbers.limit(count, count));
        assertIds(ROWS - count, ROWS, numbers.tail(count));
        assertIds(ROWS - count, ROWS, numbers.limit(ROWS - count, Long.MAX_VALUE));
    }

    @Test
    void limitsBehindFiltersKeepTheFileOrder() {
        LazyFrame seventh = numbers.filter(col("bucket").eq(0));
        Table first = seventh.head(3_000).collect();
        Table behind = seventh.limit(2_990, 20).collect();
        for (int i = 0; i < 3_000; i++) {
            assertEquals(7L * i, first.column("id").longAt(i));
        }
        for (int i = 0; i < 20; i++) {
            assertEquals(7L * (2_990 + i), behind.column("id").longAt(i));
        }
    }

    @Test
    void limitsOfNothing() {
        assertEquals(0, numbers.head(0).collect().rowCount());
        assertEquals(0, numbers.tail(0).collect().rowCount());
        assertEquals(0, numbers.limit(ROWS, 5).collect().rowCount());
        assertEquals(0, numbers.filter(col("id").lt(0)).head(5).collect().rowCount());
    }

    private static void assertIds(long from, long to, LazyFrame frame) {
        Table table = frame.select("id").collect();
        assertEquals(to - from, table.rowCount());
        for (int i = 0; i < table.rowCount(); i++) {
            assertEquals(from + i, table.column("id").longAt(i));
        }
    }

    // --- nothing

    @Test
    void noRows() {
        assertEquals("(id: int32, name: string)", empty.schema().toString().replace(" not null", ""));
        assertEquals(0, empty.lazy().collect().rowCount());
        assertEquals(List.of("id", "name"), empty.lazy().collect().schema().names());
        assertEquals(
                "[[0, null]]", rows(empty.agg(count(), sum("id")).collect()).toString());
        assertEquals(0, empty.groupBy("name").agg(count()).collect().rowCount());
        assertEquals(0, empty.sort("id").head(3).collect().rowCount());
        assertEquals(0, numbers.filter(col("id").lt(0)).collect().rowCount());
        assertEquals(
                "[[0, null]]",
                rows(numbers.filter(col("name").eq("none"))
                                .agg(count(), sum("id"))
                                .collect())
                        .toString());
    }

    /** A row without columns still counts. */
    @Test
    void noColumns() {
        assertEquals(ROWS, numbers.select(lit(1).as("one")).collect().rowCount());
        assertEquals(
                ROWS / 7 + 1,
                numbers.filter(col("bucket").eq(1))
                        .select(lit("x").as("x"))
                        .collect()
                        .rowCount());
        assertEquals(12, numbers.head(12).select(lit(true).as("t")).collect().rowCount());
        assertEquals(ROWS / 7 + 1, numbers.filter(col("bucket").eq(1)).count());
    }

    // --- nulls and floats

    @Test
    void nullsAreNeitherTrueNorFalse() {
        assertEquals("[0, 1, 3, 4, 5, 6]", ids(col("x").isNotNull()));
        assertEquals("[2, 7]", ids(col("x").isNull()));
        assertEquals("[0, 1, 3, 4, 5]", ids(col("x").ge(-100.0)));
        assertEquals("[6]", ids(col("x").ge(-100.0).not()));
        assertEquals("[0, 3, 4, 5, 6]", ids(col("x").isIn(1.5, Double.NaN).not().or(col("x").eq(1.5))));
        assertEquals("[1, 2, 7]", ids(col("x").isNull().or(col("x").isNan())));
        assertEquals("[2, 7]", ids(col("x").eqNullSafe(null)));
    }

    @Test
    void nanIsGreatestAndEqualsItself() {
        assertEquals("[1]", ids(col("x").eq(Double.NaN)));
        assertEquals("[1]", ids(col("x").gt(Double.POSITIVE_INFINITY)));
        assertEquals("[0, 3, 4, 5, 6]", ids(col("x").lt(Double.NaN)));
        assertEquals("[0, 3, 4, 5, 6]", ids(col("x").ne(Double.NaN)));
        assertEquals("[0, 1, 3, 4, 5, 6]", ids(col("x").le(Double.NaN)));
        assertEquals("[1, 5]", ids(col("x").between(Double.POSITIVE_INFINITY, Double.NaN)));
        assertEquals("[1, 5]", ids(col("x").isIn(Double.NaN, Double.POSITIVE_INFINITY)));
    }

    @Test
    void minusZeroIsZeroAndKeepsItsSign() {
        assertEquals("[3, 4]", ids(col("x").eq(0.0)));
        assertEquals("[3, 4]", ids(col("x").eq(-0.0)));
        assertEquals("[6]", ids(col("x").lt(-0.0)));
        assertEquals("[0, 1, 3, 4, 5]", ids(col("x").ge(0.0)));
        Table zeros = floats.filter(col("x").eq(0)).sort("i").collect();
        assertEquals(
                Double.doubleToRawLongBits(-0.0),
                Double.doubleToRawLongBits(zeros.column("x").doubleAt(0)));
        assertEquals(
                Double.doubleToRawLongBits(0.0),
                Double.doubleToRawLongBits(zeros.column("x").doubleAt(1)));
    }

    @Test
    void floatsSortAndAggregate() {
        List<@Nullable Object> up =
                Arrays.asList(Double.NEGATIVE_INFINITY, 1.5, Double.POSITIVE_INFINITY, Double.NaN, null, null);
        List<List<@Nullable Object>> sorted = new ArrayList<>();
        up.forEach(x -> sorted.add(Arrays.asList(x)));
        assertSameRows(
                sorted,
                rows(floats.filter(col("x").ne(0).or(col("x").isNull()))
                        .sort("x")
                        .select("x")
                        .collect()));
        assertEquals(
                "[[-Infinity, NaN, 6, 8]]",
                rows(floats.agg(
                                        dev.colonnade.expr.Exprs.min("x"),
                                        dev.colonnade.expr.Exprs.max("x"),
                                        count("x").as("values"),
                                        count())
                                .collect())
                        .toString());
    }

    private String ids(dev.colonnade.expr.Expr condition) {
        return Answers.values(floats.filter(condition).sort("i").collect(), "i").toString();
    }
}
