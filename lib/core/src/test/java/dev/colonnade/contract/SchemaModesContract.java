package dev.colonnade.contract;

import static dev.colonnade.contract.Answers.assertShows;
import static dev.colonnade.contract.Answers.refused;
import static dev.colonnade.contract.Answers.rows;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.SchemaMode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files whose schemas differ, read as one table in each mode; with two files and with more than are read one by one. */
abstract class SchemaModesContract extends Suite {
    private Path place;
    private final List<String> files = new ArrayList<>();

    @BeforeEach
    void forget() {
        files.clear();
        place = fresh("schemas");
    }

    @Test
    void columnsInAnotherOrder() {
        write("SELECT 1 AS a, 'x' AS b");
        write("SELECT 'y' AS b, 2 AS a");
        assertRows("[[1, x], [2, y]]", open(SchemaMode.UNION).head(9));
        assertRows("[[1, x], [2, y]]", open(SchemaMode.FIRST).head(9));
        assertRows("[[2]]", open(SchemaMode.FIRST).filter(col("b").eq("y")).select("a"));
        refused(
                ErrorCode.SCHEMA_MISMATCH,
                "[" + files.get(1) + "] The columns are in another order, (b, a), than in [" + files.get(0)
                        + "], (a, b).",
                () -> open(SchemaMode.STRICT));
    }

    @Test
    void columnsThatAppearAndVanish() {
        write("SELECT 1 AS a, 'x' AS b");
        write("SELECT 2 AS a, 2.5 AS c");
        ParquetDataset union = open(SchemaMode.UNION);
        assertEquals(
                "(a: int32 not null, b: string, c: decimal(2,1))",
                union.schema().toString());
        assertRows("[[1, x, null], [2, null, 2.5]]", union.head(9));
        assertRows("[[1, x, null]]", union.filter(col("c").isNull()));
        assertRows("[[2, null, 2.5]]", union.filter(col("c").gt(new BigDecimal("1.0"))));
        assertRows("[[x, 1], [null, 1]]", union.groupBy("b").agg(count()).sort("b"));
        refused(
                ErrorCode.SCHEMA_MISMATCH,
                "[" + files.get(1) + "] Column 'b' is missing here and in [" + files.get(0)
                        + "], the first file: open with schema mode UNION to read it as null.",
                () -> open(SchemaMode.FIRST));
        refused(
                ErrorCode.SCHEMA_MISMATCH,
                "[" + files.get(1) + "] Column 'b' is missing here and in [" + files.get(0) + "].",
                () -> open(SchemaMode.STRICT));
    }

    @Test
    void columnsThatOnlyLaterFilesHaveAreLeftOutByFirst() {
        write("SELECT 1 AS a");
        write("SELECT 'new' AS b, 2 AS a");
        assertRows("[[1], [2]]", open(SchemaMode.FIRST).head(9));
        refused(
                ErrorCode.SCHEMA_MISMATCH,
                "[" + files.get(1) + "] Column 'b' is here and not in [" + files.get(0) + "].",
                () -> open(SchemaMode.STRICT));
    }

    @Test
    void numbersWiden() {
        write("SELECT 1::TINYINT AS a, 1::INTEGER AS b, 1.5::FLOAT AS c, 1.25::DECIMAL(5,2) AS d, 7::UINTEGER AS e");
        write("SELECT 300::SMALLINT AS a, 2::SMALLINT AS b, 2.5::DOUBLE AS c, 12345.678::DECIMAL(9,3) AS d,"
                + " -7::INTEGER AS e");
        ParquetDataset union = open(SchemaMode.UNION);
        assertEquals("(a: int16, b: int32, c: float64, d: decimal(9,3), e: int64)", nullable(union));
        assertRows("[[1, 1, 1.5, 1.250, 7], [300, 2, 2.5, 12345.678, -7]]", union.head(9));
        assertRows("[[301, 3, 4.0, 12346.928, 0]]", union.agg(sum("a"), sum("b"), sum("c"), sum("d"), sum("e")));
        assertRows("[[300]]", union.filter(col("a").gt(200)).select("a"));
        assertRows("[[-7]]", union.filter(col("e").lt(0)).select("e"));
        refused(
                ErrorCode.SCHEMA_MISMATCH,
                "[" + files.get(1) + "] Column 'a' is int16 here and int8 in [" + files.get(0)
                        + "], the first file, and does not fit without loss.",
                () -> open(SchemaMode.FIRST));
    }

    /** The second file's narrower types become the first's. */
    @Test
    void firstTakesNarrowerTypes() {
        write("SELECT 1::BIGINT AS a, 1.5::DOUBLE AS b");
        write("SELECT 2::SMALLINT AS a, 2.5::FLOAT AS b");
        ParquetDataset first = open(SchemaMode.FIRST);
        assertEquals("(a: int64, b: float64)", nullable(first));
        assertRows("[[1, 1.5], [2, 2.5]]", first.head(9));
        refused(
                ErrorCode.SCHEMA_MISMATCH,
                "[" + files.get(1) + "] Column 'a' is int16 here and int64 in [" + files.get(0) + "].",
                () -> open(SchemaMode.STRICT));
    }

    @Test
    void timesWiden() {
        write("SELECT TIMESTAMP_MS '2024-01-01 00:00:00.001' AS t, TIMESTAMPTZ '2024-01-01 00:00:00+00' AS z");
        write("SELECT TIMESTAMP_NS '2024-01-02 00:00:00.000000001' AS t, TIMESTAMPTZ '2024-01-02 00:00:00+00' AS z");
        ParquetDataset union = open(SchemaMode.UNION);
        assertEquals("(t: timestamp[ns], z: timestamp[us, UTC])", nullable(union));
        assertRows(
                "[[2024-01-01T00:00:00.001], [2024-01-02T00:00:00.000000001]]",
                union.select("t").sort("t"));
        assertEquals(
                1,
                union.filter(col("z").gt(Instant.parse("2024-01-01T12:00:00Z"))).count());
        write("SELECT DATE '2024-01-03' AS t, NULL::TIMESTAMPTZ AS z");
        refused(
                ErrorCode.SCHEMA_MISMATCH,
                "[" + files.get(2) + "] Column 't' is date here and timestamp[ms] in [" + files.get(0)
                        + "], and no type holds both without loss: open them apart and cast one.",
                () -> open(SchemaMode.UNION));
    }

    @Test
    void structsGainFieldsAndListsWiden() {
        write("SELECT {'a': 1, 'b': 'x'} AS s, [1, NULL] AS l, MAP{'k': 1} AS m, [{'p': 1}] AS ls");
        write(
                "SELECT {'c': 9, 'a': 5000000000} AS s, [5000000000] AS l, MAP{'k': 2.5::DOUBLE} AS m, [{'q': 'z', 'p': 2}] AS ls");
        ParquetDataset union = open(SchemaMode.UNION);
        assertEquals(
                "(s: struct<a: int64, b: string, c: int32>, l: list<int64>, m: map<string, float64>,"
                        + " ls: list<struct<p: int32, q: string>>)",
                nullable(union));
        assertRows(
                "[[{a=1, b=x, c=null}, [1, null], {k=1.0}, [{p=1, q=null}]],"
                        + " [{a=5000000000, b=null, c=9}, [5000000000], {k=2.5}, [{p=2, q=z}]]]",
                union.head(9));
        assertShows(union.lazy().collect());
        for (int i = 0; i < 20; i++) {
            write(
                    i % 2 == 0
                            ? "SELECT [7] AS l, {'b': 'y', 'a': 3} AS s, [{'p': 3}] AS ls, MAP{'j': 7} AS m"
                            : "SELECT {'c': 1, 'a': 4} AS s, NULL::INTEGER[] AS l, MAP{'k': 0} AS m, [{'p': 4}] AS ls");
        }
        ParquetDataset many = open(SchemaMode.UNION);
        assertEquals(22, many.files().size());
        assertRows(
                "[[{a=3, b=y, c=null}, [7], {j=7.0}, [{p=3, q=null}]], [{a=4, b=null, c=1}, null, {k=0.0}, [{p=4, q=null}]]]",
                many.tail(2));
        assertEquals(10, many.filter(col("l").isNull()).count());
    }

    @Test
    void aColumnOfNothingButNulls() {
        write("SELECT 1 AS id, NULL::INTEGER AS x");
        write("SELECT 2 AS id, 'text' AS x");
        write("SELECT 3 AS id, NULL::DOUBLE AS x");
        ParquetDataset union = open(SchemaMode.UNION);
        assertEquals("(id: int32, x: string)", nullable(union));
        assertRows("[[1, null], [2, text], [3, null]]", union.head(9));
        assertRows("[[2, text]]", union.filter(col("x").eq("text")));
        assertRows("[[2]]", union.filter(col("x").isNull()).agg(count()));
        refused(
                ErrorCode.SCHEMA_MISMATCH,
                "[" + files.get(1) + "] Column 'x' is string here and int32 in [" + files.get(0)
                        + "], the first file, and does not fit without loss.",
                () -> open(SchemaMode.FIRST));
    }

    @Test
    void filesWithoutRows() {
        write("SELECT 1 AS id WHERE false");
        write("SELECT 2 AS id");
        write("SELECT 3 AS id WHERE false");
        assertRows("[[2]]", open(SchemaMode.UNION).head(9));
        assertRows("[[2]]", open(SchemaMode.UNION).tail(9));
        files.remove(1);
        ParquetDataset none = open(SchemaMode.UNION);
        assertEquals(0, none.rowCount());
        assertRows("[]", none.lazy());
        assertRows("[[0, null]]", none.agg(count(), sum("id")));
        assertRows("[]", none.groupBy("id").agg(count()));
        assertShows(none.lazy().collect());
    }

    private void write(String select) {
        files.add(raw.copy(select, place.resolve("f" + (10 + files.size()) + ".parquet"))
                .toString());
    }

    private ParquetDataset open(SchemaMode mode) {
        return session.open(files, DatasetOptions.defaults().withSchemaMode(mode));
    }

    /** The schema, whatever is nullable. */
    private static String nullable(ParquetDataset dataset) {
        return dataset.schema().toString().replace(" not null", "");
    }

    private static void assertRows(String expected, LazyFrame frame) {
        assertEquals(expected, rows(frame.collect()).toString());
    }
}
