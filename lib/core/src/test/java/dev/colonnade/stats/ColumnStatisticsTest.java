package dev.colonnade.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.PlanException;
import dev.colonnade.source.ColumnStats;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.Fixtures;
import dev.colonnade.source.RowGroup;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ColumnStatisticsTest {
    /** Groups of ten rows, one file. */
    private static ColumnStatistics of(DataType type, ColumnStats... stats) {
        RowGroup[] groups =
                Arrays.stream(stats).map(part -> Parts.group(10, part)).toArray(RowGroup[]::new);
        Schema schema = Parts.schema(type);
        return of(Fixtures.ofFiles("d", schema, List.of(), Parts.file("f.parquet", schema, groups)), "x");
    }

    private static ColumnStatistics of(FileSet files, String column) {
        return ColumnStatistics.of(files, column, new NoQueries());
    }

    private static void assertDistinct(String expected, DataType type, ColumnStats... stats) {
        assertEquals(expected, of(type, stats).distinct().toString());
    }

    @Test
    void boundsAreExactOnlyIfTheExtremeOneIs() {
        ColumnStatistics column = of(
                DataType.STRING,
                Parts.stats("b", "m", true, 1, 0),
                Parts.stats("c", "z", false, 2, 0),
                Parts.stats(null, null, false, 10, 0));
        assertEquals("b", column.min());
        assertTrue(column.minExact());
        assertEquals("z", column.max());
        assertFalse(column.maxExact());
        assertEquals(30, column.rows());
        assertEquals(13, column.nulls());
        assertEquals(0, column.rowGroupsWithoutBounds());
        ColumnStatistics tie =
                of(DataType.STRING, Parts.stats("a", "z", false, 0, 0), Parts.stats("a", "z", true, 0, 0));
        assertTrue(tie.minExact() && tie.maxExact());
    }

    @Test
    void oneRowGroupWithoutBoundsHidesThem() {
        ColumnStatistics column =
                of(DataType.INT64, Parts.exact(1L, 5L), Parts.stats(null, null, false, -1, 0), Parts.exact(7L, 9L));
        assertNull(column.min());
        assertNull(column.max());
        assertFalse(column.minExact());
        assertEquals(1, column.rowGroupsWithoutBounds());
        assertEquals(1, column.rowGroupsWithoutNullCount());
        assertEquals("at most 18", column.distinct().toString());
    }

    @Test
    void nanMakesTheGreatestUncertain() {
        ColumnStatistics certain = of(DataType.FLOAT64, Parts.exact(1.0, 2.0), Parts.exact(0.5, 1.5));
        assertTrue(certain.maxExact());
        ColumnStatistics maybe = of(DataType.FLOAT64, Parts.exact(1.0, 2.0), Parts.stats(0.5, 1.5, true, 0, -1));
        assertTrue(maybe.minExact());
        assertEquals(2.0, maybe.max());
        assertFalse(maybe.maxExact());
        assertEquals(1, maybe.rowGroupsWithoutNanCount());
        ColumnStatistics some = of(DataType.FLOAT64, Parts.stats(0.5, 1.5, true, 0, 3));
        assertEquals(3, some.nans());
        assertFalse(some.maxExact());
        assertDistinct("unknown", DataType.FLOAT64, Parts.stats(1.0, 1.0, true, 0, -1));
        assertDistinct("exactly 1", DataType.FLOAT64, Parts.stats(1.0, 1.0, true, 0, 0));
    }

    @Test
    void distinctValues() {
        assertDistinct("exactly 0", DataType.INT64, Parts.stats(null, null, false, 10, 0));
        assertDistinct(
                "exactly 2", DataType.STRING, Parts.exact("a", "a"), Parts.exact("b", "b"), Parts.exact("a", "a"));
        assertDistinct("at most 11", DataType.STRING, Parts.exact("a", "a"), Parts.exact("b", "c"));
        assertDistinct("unknown", DataType.STRING, Parts.exact("a", "b"), Parts.exact("b", "c"));
        assertDistinct("exactly 2", DataType.BOOL, Parts.exact(false, true), Parts.exact(true, true));
        assertDistinct("at most 2", DataType.BOOL, Parts.stats(false, true, false, 0, 0));
        assertDistinct("at most 5", DataType.INT64, Parts.exact(1L, 3L), Parts.exact(3L, 5L), Parts.exact(2L, 4L));
        assertDistinct("at most 6", DataType.INT64, Parts.exact(1L, 3L), Parts.exact(1_000L, 1_002L));
        assertDistinct("at most 8", DataType.INT64, Parts.stats(1L, 1_000_000L, true, 2, 0));
        assertDistinct("at most 10", DataType.INT64, Parts.exact(Long.MIN_VALUE, Long.MAX_VALUE));
        assertDistinct("at most 3", DataType.UINT64, Parts.exact(BigInteger.ONE, BigInteger.valueOf(3)));
        assertDistinct("at most 4", DataType.DATE, Parts.exact(LocalDate.of(2024, 2, 27), LocalDate.of(2024, 3, 1)));
        assertDistinct(
                "at most 6", DataType.decimal(5, 2), Parts.exact(new BigDecimal("1.00"), new BigDecimal("1.05")));
        assertDistinct(
                "at most 3",
                DataType.timestampUtc(Resolution.MICROS),
                Parts.exact(Instant.ofEpochSecond(9, 999_999_000), Instant.ofEpochSecond(10, 1_000)));
    }

    private static ColumnStats stating(Object min, Object max, long distinct) {
        return new ColumnStats(min, max, true, true, 0, 0, distinct, 10, 30);
    }

    @Test
    void distinctValuesThatWritersCount() {
        assertDistinct("exactly 4", DataType.STRING, stating("a", "z", 4));
        assertDistinct("exactly 4", DataType.STRING, stating("a", "z", 4), Parts.stats(null, null, false, 10, 0));
        assertDistinct("at most 9", DataType.STRING, stating("a", "m", 4), stating("b", "z", 5));
        assertDistinct("at most 14", DataType.STRING, stating("a", "m", 4), Parts.exact("b", "z"));
        assertDistinct("at most 4", DataType.FLOAT64, stating(0.0, 9.0, 4));
        assertDistinct("unknown", DataType.STRING, stating("a", "z", 0));
        assertDistinct("unknown", DataType.STRING, stating("a", "z", 1));
        assertDistinct("at most 5", DataType.INT64, stating(1L, 90L, 2), Parts.exact(1L, 3L));
    }

    private static final Schema WIDE = Schema.of(
            Field.of("x", DataType.INT64),
            Field.of("s", DataType.struct(List.of(Field.of("a", DataType.STRING), Field.of("b.c", DataType.INT32)))),
            Field.of("l", DataType.list(Field.of("element", DataType.INT32))),
            Field.of("day", DataType.INT64));

    @Test
    void narrowerFilesAndFilesWithoutTheColumn() {
        FileSet files = Fixtures.ofFiles(
                "d",
                Parts.schema(DataType.INT64),
                List.of(),
                Parts.file("a.parquet", Parts.schema(DataType.INT64), Parts.group(10, Parts.exact(5L, 9L))),
                Parts.file(
                        "b.parquet", Parts.schema(DataType.INT16), Parts.group(10, Parts.exact((short) -3, (short) 7))),
                Parts.file(
                        "c.parquet",
                        Schema.of(Field.of("other", DataType.INT64)),
                        new RowGroup(4, 7, Map.of("other", Parts.exact(1L, 2L)))));
        ColumnStatistics column = of(files, "x");
        assertEquals(-3L, column.min());
        assertEquals(9L, column.max());
        assertTrue(column.minExact() && column.maxExact());
        assertEquals(24, column.rows());
        assertEquals(4, column.nulls());
        assertEquals(3, column.files());
        assertEquals(3, column.rowGroups());
        assertEquals(20, column.storage().compressedBytes());
        assertEquals(3.0, column.storage().ratio());
        assertEquals(new Distribution(3, 24, 4, 4, 10, 10, 10), column.rowsPerFile());
        assertEquals(new Distribution(3, 20, 0, 0, 10, 10, 10), column.bytesPerFile());
        assertEquals(1.25, column.rowsPerFile().skew());
        assertTrue(column.rowsPerValue().isEmpty());
    }

    private static DataFile partitioned(String name, @Nullable Object day, long rows) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(day);
        return Parts.file(name, Parts.schema(DataType.INT64), values, Parts.group(rows, Parts.exact(1L, 2L)));
    }

    @Test
    void partitionColumns() {
        FileSet files = Fixtures.ofFiles(
                "d",
                Schema.of(Field.of("x", DataType.INT64), Field.of("day", DataType.INT64)),
                List.of("day"),
                partitioned("a.parquet", 3L, 10),
                partitioned("b.parquet", 3L, 30),
                partitioned("c.parquet", null, 5),
                partitioned("d.parquet", 1L, 15),
                partitioned("e.parquet", 99L, 0));
        ColumnStatistics day = of(files, "day");
        assertEquals(ColumnKind.PARTITION, day.kind());
        assertEquals(1L, day.min());
        assertEquals(3L, day.max());
        assertTrue(day.minExact() && day.maxExact());
        assertEquals(5, day.nulls());
        assertEquals("exactly 2", day.distinct().toString());
        assertEquals(
                new Distribution(4, 60, 0, 0, 5, 15, 40), day.rowsPerValue().orElseThrow());
        assertEquals(0, day.storage().chunks());
    }

    @Test
    void namesOfColumns() {
        DataFile file = Parts.file("f.parquet", WIDE);
        FileSet files = Fixtures.ofFiles("d", WIDE, List.of("day"), Parts.file("f.parquet", WIDE, List.of(1L)));
        assertEquals(0, file.rowCount());
        assertEquals(DataType.STRING, of(files, "s.a").type());
        assertEquals(ColumnKind.STRUCT_FIELD, of(files, "s.b.c").kind());
        assertEquals(DataType.INT32, of(files, "s.b.c").type());
        assertEquals(
                "No column 's.aa' in (s.a, s.b.c). Did you mean 's.a'?",
                assertThrows(PlanException.class, () -> of(files, "s.aa")).getMessage());
        assertEquals(
                "No column 'dya' in (x, s, l, day). Did you mean 'day'?",
                assertThrows(PlanException.class, () -> of(files, "dya")).getMessage());
        assertEquals(
                "No column 'l.element' in (x, s, l, day).",
                assertThrows(PlanException.class, () -> of(files, "l.element")).getMessage());
        assertEquals(
                "Top values are at least 1, not 0: ask for more.",
                assertThrows(ColonnadeException.class, () -> of(files, "x").queryTopValues(0))
                        .getMessage());
    }

    @Test
    void textHtmlAndJson() {
        ColumnStatistics column =
                of(DataType.STRING, Parts.stats("<b>", "<c>", false, 1, 0), Parts.stats("<bb>", "<bb>", true, -1, 0));
        assertEquals(
                """
                Column statistics

                fact                        value
                string                      string
                ──────────────────────────  ────────────────────────────────────────────
                column                      x
                type                        string
                kind                        stored
                files                       1
                row groups                  2
                rows                        20
                nulls                       1, not counting 1 row group without a number
                nans                        none
                min                         >= <b>
                max                         <= <c>
                distinct                    at most 10
                chunks                      2
                compressed bytes            20
                uncompressed bytes          60
                compression ratio           3.00
                codecs                      SNAPPY 2
                encodings                   PLAIN 2, RLE 2
                dictionary chunks           2
                dictionary fallback chunks  0
                bloom filter chunks         2
                column index chunks         0
                rows per file               min 20, median 20, max 20, skew 1.00
                bytes per file              min 20, median 20, max 20, skew 1.00
                23 rows x 2 columns
                """,
                column.toString());
        String html = column.toHtml();
        assertTrue(html.startsWith("<div>\n<h3>Column statistics</h3>\n"), html);
        assertTrue(html.contains("&gt;= &lt;b&gt;"), html);
        assertFalse(html.contains("<b>") || html.contains("<script") || html.contains("http"), html);
        assertEquals(
                "{\"column\":\"x\",\"type\":\"string\",\"kind\":\"stored\",\"files\":1,\"row_groups\":2,\"rows\":20,\"nulls\":1,"
                        + "\"row_groups_without_null_count\":1,\"nans\":0,\"row_groups_without_nan_count\":0,\"min\":\"<b>\","
                        + "\"min_exact\":false,\"max\":\"<c>\",\"max_exact\":false,\"row_groups_without_bounds\":0,"
                        + "\"distinct\":10,\"distinct_kind\":\"at most\",\"chunks\":2,\"compressed_bytes\":20,"
                        + "\"uncompressed_bytes\":60,\"compression_ratio\":3.0,\"codecs\":{\"SNAPPY\":2},"
                        + "\"encodings\":{\"PLAIN\":2,\"RLE\":2},\"dictionary_chunks\":2,\"dictionary_fallback_chunks\":0,"
                        + "\"bloom_filter_chunks\":2,\"column_index_chunks\":0,\"rows_per_file\":{\"parts\":1,\"total\":20,"
                        + "\"min\":20,\"quarter\":20,\"median\":20,\"three_quarters\":20,\"max\":20,\"mean\":20.0,\"skew\":1.0},"
                        + "\"bytes_per_file\":{\"parts\":1,\"total\":20,\"min\":20,\"quarter\":20,\"median\":20,"
                        + "\"three_quarters\":20,\"max\":20,\"mean\":20.0,\"skew\":1.0},\"rows_per_value\":null,"
                        + "\"bytes_per_value\":null}\n",
                column.toJson());
    }
}
