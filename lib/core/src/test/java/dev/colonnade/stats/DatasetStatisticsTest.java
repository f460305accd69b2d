package dev.colonnade.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.source.ChunkLayout;
import dev.colonnade.source.ColumnChunk;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.Fixtures;
import dev.colonnade.source.RowGroup;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DatasetStatisticsTest {
    private static final Schema X = Parts.schema(DataType.INT64);
    private static final Schema WITH_DAY = Schema.of(X.field(0), Field.of("day", DataType.INT64));

    private static DataFile file(
            String name, long bytes, long modified, Schema schema, @Nullable Object day, long rows) {
        RowGroup group = Parts.group(rows, Parts.exact(1L, 2L));
        return new DataFile(Path.of(name), bytes, modified, rows, schema, List.of(group), Arrays.asList(day));
    }

    private static DatasetStatistics report(DataFile... files) {
        return DatasetStatistics.of(
                Fixtures.ofFiles("d", WITH_DAY, List.of("day"), files),
                ReportOptions.defaults().withSmallFileBytes(500).withSmallRowGroupRows(20));
    }

    @Test
    void sizesAndSmallParts() {
        DatasetStatistics report = report(
                file("a.parquet", 100, 2_000_000_000L, X, 1L, 10),
                file("b.parquet", 499, 1_000_000_000L, X, 1L, 20),
                file("c.parquet", 500, 3_000_000_000L, X, 2L, 70));
        assertEquals(3, report.files());
        assertEquals(3, report.rowGroups());
        assertEquals(100, report.rows());
        assertEquals(1_099, report.bytes());
        assertEquals(Instant.ofEpochSecond(1), report.oldest());
        assertEquals(Instant.ofEpochSecond(3), report.newest());
        assertEquals(new Distribution(3, 1_099, 100, 100, 499, 500, 500), report.fileBytes());
        assertEquals(new Distribution(3, 100, 10, 10, 20, 70, 70), report.rowGroupRows());
        assertEquals(report.rowGroupRows(), report.fileRows());
        assertEquals(new Distribution(3, 30, 10, 10, 10, 10, 10), report.rowGroupBytes());
        assertEquals(2, report.small().files());
        assertEquals(599, report.small().fileBytes());
        assertEquals(1, report.small().rowGroups());
        assertEquals(10, report.small().rowGroupRows());
        assertEquals(new Distribution(2, 100, 30, 30, 30, 70, 70), report.rowsPerPartition());
        assertEquals(
                List.of(new PartitionKey(
                        "day",
                        DataType.INT64,
                        2,
                        new Distribution(2, 100, 30, 30, 30, 70, 70),
                        new Distribution(2, 1_099, 500, 500, 500, 599, 599))),
                report.partitionKeys());
        assertEquals(1.4, report.rowsPerPartition().skew());
    }

    @Test
    void combinationsOfKeysWithNull() {
        Schema schema = Schema.of(X.field(0), Field.of("k", DataType.STRING), Field.of("day", DataType.INT64));
        List<DataFile> files = new ArrayList<>();
        String[] keys = {"a", "a", null, null, "b"};
        Long[] days = {1L, 1L, 1L, null, null};
        for (int i = 0; i < keys.length; i++) {
            files.add(Parts.file(
                    i + ".parquet", X, Arrays.asList(keys[i], days[i]), Parts.group(10, Parts.exact(1L, 2L))));
        }
        DatasetStatistics report = DatasetStatistics.of(
                Fixtures.ofFiles("d", schema, List.of("k", "day"), files.toArray(DataFile[]::new)),
                ReportOptions.defaults());
        assertEquals(4, report.rowsPerPartition().parts());
        assertEquals(20, report.rowsPerPartition().max());
        assertEquals(3, report.partitionKeys().get(0).values());
        assertEquals(2, report.partitionKeys().get(1).values());
    }

    @Test
    void storageOfColumns() {
        ChunkLayout plain = new ChunkLayout("INT64", "ZSTD", List.of("PLAIN"), true, true, -1, -1, 8, 4);
        RowGroup nested = new RowGroup(
                5,
                20,
                List.of(
                        new ColumnChunk(List.of("x"), false, Parts.exact(1L, 2L), false, Parts.LAYOUT),
                        new ColumnChunk(
                                List.of("l", "list", "element"), true, Parts.exact(1, 2), false, ChunkLayout.UNKNOWN)));
        RowGroup other =
                new RowGroup(5, 10, List.of(new ColumnChunk(List.of("x"), false, Parts.exact(1L, 2L), false, plain)));
        Schema schema = Schema.of(
                X.field(0), Field.of("l", DataType.list(Field.of("element", DataType.INT32))), WITH_DAY.field(1));
        DatasetStatistics report = DatasetStatistics.of(
                Fixtures.ofFiles(
                        "d", schema, List.of("day"), Parts.file("a.parquet", schema, List.of(1L), nested, other)),
                ReportOptions.defaults());
        assertEquals(
                List.of(
                        new ColumnStorage(
                                "x",
                                2,
                                20,
                                60,
                                Map.of("SNAPPY", 1L, "ZSTD", 1L),
                                Map.of("PLAIN", 2L, "RLE", 1L),
                                2,
                                1,
                                1,
                                1,
                                0),
                        new ColumnStorage("l.list.element", 1, 10, 30, Map.of("UNKNOWN", 1L), Map.of(), 0, 0, 0, 0, 0)),
                report.columns());
        ColumnStorage whole = ColumnStatistics.of(
                        Fixtures.ofFiles(
                                "d", schema, List.of("day"), Parts.file("a.parquet", schema, List.of(1L), nested)),
                        "l",
                        new NoQueries())
                .storage();
        assertEquals(10, whole.compressedBytes());
    }

    @Test
    void alertsByLimits() {
        Schema more = Schema.of(X.field(0), Field.of("y", DataType.STRING));
        ColumnChunk unknown =
                new ColumnChunk(List.of("x"), false, Parts.stats(null, null, false, 1, 0), false, Parts.LAYOUT);
        ChunkLayout fallback = new ChunkLayout("INT64", "ZSTD", List.of("PLAIN"), true, true, -1, -1, 8, 4);
        ColumnChunk fallen = new ColumnChunk(List.of("y"), false, Parts.exact("a", "b"), false, fallback);
        DataFile[] files = {
            Parts.file("a.parquet", X, Arrays.asList(1L), new RowGroup(90, 1, List.of(unknown))),
            Parts.file(
                    "b.parquet",
                    more,
                    Arrays.asList(2L),
                    new RowGroup(5, 1, List.of(unknown, fallen)),
                    new RowGroup(4, 1, List.of(unknown, fallen))),
            Parts.file("c.parquet", X, Arrays.asList(3L), new RowGroup(1, 1, List.of(unknown)))
        };
        FileSet set = Fixtures.ofFiles("d", WITH_DAY, List.of("day"), files);
        assertEquals(
                List.of(
                        "3 of 3 files are smaller than 16,000,000 bytes: compact them.",
                        "3 of 4 row groups have fewer than 20 rows: write larger ones.",
                        "Rows per file are skewed: the greatest has 90, 2.70 times the mean.",
                        "Rows per value of 'day' are skewed: the greatest has 90, 2.70 times the mean.",
                        "3 of 4 chunks of 'x' have no bounds, so that filters by it skip nothing there: write it with"
                                + " statistics.",
                        "2 of 2 dictionaries of 'y' are not used by all pages: the column has too many values for one.",
                        "The files differ about 1 column."),
                DatasetStatistics.of(
                                set,
                                ReportOptions.defaults()
                                        .withSmallRowGroupRows(20)
                                        .withAlertSkew(2.5))
                        .alerts());
        ReportOptions lenient = new ReportOptions(0, 0, 1, 4);
        assertEquals(
                List.of("The files differ about 1 column."),
                DatasetStatistics.of(set, lenient).alerts());
        assertEquals(
                "Alerts take a share from 0 to 1 and a skew of at least 1, not 2.0 and 4.0.",
                assertThrows(ColonnadeException.class, () -> lenient.withAlertShare(2))
                        .getMessage());
    }

    @Test
    void schemasThatDiffer() {
        Schema narrow = Parts.schema(DataType.INT32);
        Schema more = Schema.of(Field.required("x", DataType.INT64), Field.of("y", DataType.STRING));
        DatasetStatistics report = report(
                file("a.parquet", 1, 1, X, 1L, 1),
                file("b.parquet", 1, 1, narrow, 1L, 1),
                file("c.parquet", 1, 1, more, 1L, 1),
                file("d.parquet", 1, 1, Parts.schema(DataType.INT64), 1L, 1));
        assertEquals(
                List.of(
                        new SchemaDifference("x", "int64", 3, Path.of("a.parquet")),
                        new SchemaDifference("x", "int32", 1, Path.of("b.parquet")),
                        new SchemaDifference("y", null, 3, Path.of("a.parquet")),
                        new SchemaDifference("y", "string", 1, Path.of("c.parquet"))),
                report.schemaDifferences());
        assertEquals(
                List.of(),
                report(file("a.parquet", 1, 1, X, 1L, 1), file("b.parquet", 1, 1, X, 1L, 1))
                        .schemaDifferences());
    }

    @Test
    void textHtmlAndJson() {
        DatasetStatistics report = report(
                file("a<1>.parquet", 100, 2_000_000_000L, X, 1L, 10),
                file("b.parquet", 700, 1_000_000_000L, Parts.schema(DataType.INT32), 1L, 20));
        String text = report.toString();
        assertTrue(text.startsWith("Dataset statistics\n\nfact "), text);
        assertTrue(text.contains("\nsmall files         1 below 500 bytes, 100 bytes together\n"), text);
        assertTrue(text.contains("\noldest              1970-01-01T00:00:01Z\n"), text);
        assertTrue(text.contains("\npartition keys\n\nkey     type "), text);
        assertTrue(text.contains("\nx       int32       1  b.parquet\n"), text);
        String html = report.toHtml();
        assertTrue(html.contains("<h4>schema differences</h4>"), html);
        assertTrue(html.contains("a&lt;1&gt;.parquet"), html);
        assertFalse(html.contains("<script") || html.contains("<style") || html.contains("a<1>"), html);
        String json = report.toJson();
        assertEquals(1, json.lines().count());
        assertTrue(json.startsWith("{\"locations\":[\"d\"],\"snapshot\":\""), json);
        assertTrue(
                json.contains("\"files\":2,\"row_groups\":2,\"rows\":30,\"bytes\":800,"
                        + "\"oldest\":\"1970-01-01T00:00:01Z\",\"newest\":\"1970-01-01T00:00:02Z\",\"file_bytes\":{"),
                json);
        assertTrue(
                json.contains("\"columns\":[{\"column\":\"x\",\"chunks\":2,\"compressed_bytes\":20,"
                        + "\"uncompressed_bytes\":60,\"compression_ratio\":3.0,\"codecs\":{\"SNAPPY\":2},"
                        + "\"encodings\":{\"PLAIN\":2,\"RLE\":2},\"dictionary_chunks\":2,"),
                json);
        assertTrue(
                json.endsWith("\"schema_differences\":[{\"column\":\"x\",\"type\":\"int64\",\"files\":1,"
                        + "\"example\":\"a<1>.parquet\"},{\"column\":\"x\",\"type\":\"int32\",\"files\":1,"
                        + "\"example\":\"b.parquet\"}]}\n"),
                json);
        assertEquals(
                "What is small is not negative: -1 bytes of a file and 10000 rows of a row group.",
                assertThrows(ColonnadeException.class, () -> ReportOptions.defaults()
                                .withSmallFileBytes(-1))
                        .getMessage());
    }

    @Test
    void manyFiles() {
        List<DataFile> files = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            files.add(new DataFile(
                    Path.of("f" + i + ".parquet"),
                    1_000,
                    i,
                    10,
                    X,
                    List.of(Parts.group(10, Parts.exact((long) i, i + 1L))),
                    Arrays.asList((Object) (i % 1_000L))));
        }
        FileSet set = Fixtures.ofFiles("d", WITH_DAY, List.of("day"), files.toArray(DataFile[]::new));
        DatasetStatistics report = DatasetStatistics.of(set, ReportOptions.defaults());
        assertEquals(100_000, report.files());
        assertEquals(1_000, report.rowsPerPartition().parts());
        assertEquals(1_000_000, report.rowsPerPartition().total());
        assertTrue(report.toJson().length() < 5_000);
        Clustering clustering = Clustering.of(set, "x");
        assertEquals(2, clustering.files().maxDepth());
        assertEquals(100, Clustering.of(set, "day").files().maxDepth());
        assertEquals(
                "at most 100,001",
                ColumnStatistics.of(set, "x", new NoQueries()).distinct().toString());
    }
}
