package dev.colonnade.duckdb.conformance;

import static dev.colonnade.contract.Answers.rows;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.countDistinct;
import static dev.colonnade.expr.Exprs.max;
import static dev.colonnade.expr.Exprs.min;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.contract.Corpus;
import dev.colonnade.contract.Footers;
import dev.colonnade.contract.Raw;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.Statistics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Footers of old writers state bounds in an order that is not the values': nothing may be pruned by them. */
class UnprovenStatisticsTest {
    private static @TempDir Path directory;
    private static Session session;
    private static Raw raw;

    @BeforeAll
    static void open() {
        session = Colonnade.builder().threads(2).open();
        raw = Raw.open();
    }

    @AfterAll
    static void close() {
        session.close();
        raw.close();
    }

    /** parquet-mr before 1.10 compared strings by signed bytes: what begins with 'é' came before 'a'. */
    @Test
    void stringsInTheOrderOfSignedBytes() {
        ParquetDataset dataset = old(
                "strings",
                "SELECT unnest(['a', 'b', 'é']) AS name",
                new Statistics().setMin(utf8("é")).setMax(utf8("b")));
        assertEquals(1, dataset.filter(col("name").eq("é")).count());
        assertEquals(1, dataset.filter(col("name").gt("b")).count());
        assertEquals(2, dataset.filter(col("name").le("b")).count());
        assertEquals(1, dataset.filter(col("name").isIn("é", "z")).count());
        assertEquals(
                List.of(List.of("a", "é", 3L)),
                rows(dataset.agg(min("name"), max("name"), countDistinct("name"))
                        .collect()));
        assertEquals(
                1,
                session.sql("SELECT * FROM strings WHERE name = ?", "é")
                        .collect()
                        .rowCount());
    }

    /** The same bounds in a row group where they leave one value: an engine that believes them takes it for a constant. */
    @Test
    void boundsThatClaimAConstant() {
        ParquetDataset dataset = old(
                "constants",
                "SELECT unnest(['a', 'b', 'é']) AS name",
                new Statistics().setMin(utf8("b")).setMax(utf8("b")).setNull_count(0));
        assertEquals(1, dataset.filter(col("name").eq("é")).count());
        assertEquals(3, dataset.lazy().distinct("name").count());
        assertEquals(3, dataset.groupBy("name").agg(count()).collect().rowCount());
    }

    @Test
    void unsignedIntegersInSignedOrder() {
        ParquetDataset dataset = old(
                "unsigned",
                "SELECT unnest([1, 3000000000]::UINTEGER[]) AS n",
                new Statistics().setMin(littleEndian((int) 3_000_000_000L)).setMax(littleEndian(1)));
        assertEquals(1, dataset.filter(col("n").eq(3_000_000_000L)).count());
        assertEquals(1, dataset.filter(col("n").lt(5)).count());
    }

    @Test
    void wideDecimalsAsBytes() {
        ParquetDataset dataset = old(
                "decimals",
                "SELECT unnest([-1, 2, 300]::DECIMAL(30,0)[]) AS d",
                new Statistics().setMin(new byte[16]).setMax(new byte[16]));
        assertEquals(1, dataset.filter(col("d").eq(new BigDecimal(-1))).count());
        assertEquals(2, dataset.filter(col("d").gt(new BigDecimal(1))).count());
    }

    @Test
    void fieldsOfStructs() {
        ParquetDataset dataset = old(
                "structs",
                "SELECT {'name': unnest(['a', 'b', 'é'])} AS s",
                new Statistics().setMin(utf8("é")).setMax(utf8("b")));
        assertEquals(3, dataset.rowCount());
        assertEquals(
                1,
                session.sql("SELECT * FROM structs WHERE s.name = 'é'")
                        .collect()
                        .rowCount());
    }

    /** Writers leave NaN out of the bounds; it is greater than all of them. */
    @ParameterizedTest
    @ValueSource(strings = {"FLOAT", "DOUBLE"})
    void boundsSayNothingAboutNan(String type) {
        ByteBuffer one = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        byte[] bound = type.equals("DOUBLE")
                ? one.putDouble(1).array()
                : Arrays.copyOf(one.putFloat(1).array(), 4);
        Path file = Footers.change(
                raw.copy(
                        "SELECT unnest(['1', 'nan', NULL])::" + type + " AS x",
                        directory.resolve("nan" + type + ".parquet")),
                footer -> {
                    footer.setCreated_by("parquet-cpp-arrow version 25.0.1");
                    Footers.statistics(
                            footer,
                            0,
                            new Statistics()
                                    .setMin_value(bound)
                                    .setMax_value(bound)
                                    .setNull_count(1));
                });
        ParquetDataset dataset = session.open(file.toString());
        assertEquals(1, dataset.filter(col("x").gt(2)).count());
        assertEquals(1, dataset.filter(col("x").le(1)).count());
        assertEquals(1, dataset.filter(col("x").ne(1)).count());
        assertEquals(1, dataset.filter(col("x").eq(Double.NaN)).count());
        assertEquals(1, dataset.filter(col("x").isNan()).count());
        assertEquals(0, dataset.filter(col("x").lt(1)).count());
        assertEquals(3, dataset.groupBy("x").agg(count()).collect().rowCount());
        assertEquals(2, dataset.join(dataset.lazy(), "x").count());
    }

    @Test
    void float16BoundsSayNothingAboutNan() {
        Path file = Corpus.copy("parquet-testing/float16_nonzeros_and_nans.parquet", directory);
        ParquetDataset dataset = session.open(file.toString());
        assertEquals(1, dataset.filter(col("x").eq(Float.NaN)).count());
        assertEquals(1, dataset.filter(col("x").gt(100f)).count());
        assertEquals(
                Float.NaN, dataset.agg(max("x").as("m")).collect().column(0).valueAt(0));
    }

    /** Sound bounds stay in use: by the library and by the engine. */
    @Test
    void provenBoundsArePushed() {
        Path file = raw.copy(
                "SELECT range AS id, 'n' || range AS name, 0.5::DOUBLE AS f FROM range(10)",
                directory.resolve("ok.parquet"));
        ParquetDataset dataset = session.open(file.toString());
        assertFalse(dataset.filter(col("name").eq("n1"), col("id").lt(3), col("f").lt(1))
                .toSql()
                .contains("try("));
        assertTrue(dataset.files().get(0).rowGroups().get(0).unproven().isEmpty());
    }

    private ParquetDataset old(String name, String select, Statistics statistics) {
        Path file = Footers.change(raw.copy(select, directory.resolve(name + ".parquet")), footer -> {
            footer.setCreated_by("parquet-mr version 1.8.2 (build c6522788629e590a53eb79874b95f6c3ff11f16c)");
            footer.unsetColumn_orders();
            Footers.statistics(footer, 0, statistics);
        });
        assertTrue(Files.exists(file));
        return session.dataset(name, file.toString());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
