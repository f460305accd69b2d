package dev.colonnade.parquet;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.max;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.backend.Codec;
import dev.colonnade.backend.PageEncoding;
import dev.colonnade.backend.PageVersion;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.write.MergeOptions;
import dev.colonnade.write.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link WriteOptions} say of pages and columns, as each engine that can do it writes it, and as the others refuse it. */
class WriteFormatTest {
    private static final int ROWS = 20_000;
    private static final Set<Encoding> DICTIONARIES = Set.of(Encoding.RLE_DICTIONARY, Encoding.PLAIN_DICTIONARY);

    private static @TempDir Path directory;
    private static Session session;
    private static LazyFrame rows;
    private static int number;

    @BeforeAll
    static void open() {
        session = Colonnade.builder().backend("duckdb").threads(1).open();
        Path file = DuckDb.copy(
                "SELECT 2 * i id, 'n' || i % 100 AS name, 'c' || (i * 7919) % 20000 code, i * 1.5e0 v, i % 3 = 0 flag,"
                        + " [i, i + 1] tags, {'x': i, 'y': 't' || i % 50} st, i % 4 k FROM range(" + ROWS + ") r(i)",
                directory.resolve("source.parquet"),
                "");
        rows = session.open(file.toString()).lazy();
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private static Path write(String backend, WriteOptions how) {
        Path target = directory.resolve(Integer.toString(number++));
        rows.on(backend).write(target.toString(), how);
        ParquetDataset written = session.open(target.toString());
        assertEquals(1, written.files().size());
        assertNull(TestFiles.difference(
                TestFiles.rows(rows.collect()), TestFiles.rows(written.lazy().collect())));
        Path file = written.files().get(0).path();
        assertEquals(List.of(), ParquetVerifier.verify(file).problems());
        return file;
    }

    /** By dotted path, of the only row group. */
    private static Map<String, ColumnChunkMetaData> chunks(Path file) {
        List<BlockMetaData> blocks =
                OpenFile.open(file, KeySource.NONE).footer().getBlocks();
        assertEquals(1, blocks.size());
        Map<String, ColumnChunkMetaData> chunks = new LinkedHashMap<>();
        blocks.get(0).getColumns().forEach(chunk -> chunks.put(chunk.getPath().toDotString(), chunk));
        return chunks;
    }

    private static boolean hasDictionary(ColumnChunkMetaData chunk) {
        return chunk.getEncodings().stream().anyMatch(DICTIONARIES::contains);
    }

    private static ColumnChunkMetaData chunk(Path file, String column) {
        ColumnChunkMetaData chunk = chunks(file).get(column);
        assertTrue(chunk != null, column);
        return chunk;
    }

    private static WriteOptions defaults() {
        return WriteOptions.defaults().withRowGroupRows(1_000_000);
    }

    @Test
    void columnsAreCompressedUnlikeTheirFile() {
        Path file = write(
                "parquet",
                defaults()
                        .withCompression(Codec.GZIP, 9)
                        .withColumnCompression("id", Codec.UNCOMPRESSED)
                        .withColumnCompression("st", Codec.SNAPPY)
                        .withColumnCompression("st.y", Codec.LZ4)
                        .withColumnCompression("tags.element", Codec.ZSTD, 19));
        Map<String, String> codecs = new TreeMap<>();
        chunks(file).forEach((name, chunk) -> codecs.put(name, chunk.getCodec().name()));
        assertEquals(
                Map.of(
                        "id",
                        "UNCOMPRESSED",
                        "name",
                        "GZIP",
                        "code",
                        "GZIP",
                        "v",
                        "GZIP",
                        "flag",
                        "GZIP",
                        "k",
                        "GZIP",
                        "st.x",
                        "SNAPPY",
                        "st.y",
                        "LZ4_RAW",
                        "tags.list.element",
                        "ZSTD"),
                codecs);
    }

    @Test
    void columnsHaveLevels() {
        WriteOptions plain = defaults().withoutDictionaries();
        long fast = chunk(write("parquet", plain.withColumnCompression("code", Codec.ZSTD, 1)), "code")
                .getTotalSize();
        long hard = chunk(write("parquet", plain.withColumnCompression("code", Codec.ZSTD, 22)), "code")
                .getTotalSize();
        assertTrue(hard < fast, fast + " became " + hard);
        long slight = chunk(write("parquet", plain.withCompression(Codec.GZIP, 1)), "code")
                .getTotalSize();
        long best = chunk(write("parquet", plain.withCompression(Codec.GZIP, 9)), "code")
                .getTotalSize();
        assertTrue(best < slight, slight + " became " + best);
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "parquet"})
    void dictionariesAreLeftOutOfAllColumns(String backend) {
        assertTrue(hasDictionary(chunk(write(backend, defaults()), "name")));
        for (PageVersion pages : PageVersion.values()) {
            Path file = write(backend, defaults().withoutDictionaries().withPages(pages));
            chunks(file).forEach((name, chunk) -> assertFalse(hasDictionary(chunk), name));
        }
    }

    @Test
    void dictionariesAreLeftOutOfSomeColumns() {
        Map<String, ColumnChunkMetaData> all = chunks(write("parquet", defaults()));
        Map<String, ColumnChunkMetaData> some =
                chunks(write("parquet", defaults().withoutDictionaries("name", "st")));
        Set<String> without = new TreeSet<>();
        some.forEach((name, chunk) -> {
            if (hasDictionary(all.get(name)) != hasDictionary(chunk)) {
                without.add(name);
            }
        });
        assertEquals(Set.of("name", "st.y"), without);
    }

    @Test
    void columnsAreEncodedAsAsked() {
        Path file = write(
                "parquet",
                defaults()
                        .withColumnEncoding("id", PageEncoding.DELTA_BINARY_PACKED)
                        .withColumnEncoding("name", PageEncoding.DELTA_BYTE_ARRAY)
                        .withColumnEncoding("code", PageEncoding.DELTA_LENGTH_BYTE_ARRAY)
                        .withColumnEncoding("v", PageEncoding.BYTE_STREAM_SPLIT)
                        .withColumnEncoding("tags", PageEncoding.PLAIN));
        assertTrue(chunk(file, "id").getEncodings().contains(Encoding.DELTA_BINARY_PACKED));
        assertTrue(chunk(file, "name").getEncodings().contains(Encoding.DELTA_BYTE_ARRAY));
        assertTrue(chunk(file, "code").getEncodings().contains(Encoding.DELTA_LENGTH_BYTE_ARRAY));
        assertTrue(chunk(file, "v").getEncodings().contains(Encoding.BYTE_STREAM_SPLIT));
        assertFalse(hasDictionary(chunk(file, "tags.list.element")));
        assertTrue(hasDictionary(chunk(file, "st.y")));
        Path whole = write("parquet", defaults().withEncoding(PageEncoding.DELTA_BINARY_PACKED));
        assertTrue(chunk(whole, "st.x").getEncodings().contains(Encoding.DELTA_BINARY_PACKED));
        assertTrue(hasDictionary(chunk(whole, "name")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "parquet"})
    void newerPagesHaveNewerEncodings(String backend) {
        Path file = write(backend, defaults().withPages(PageVersion.V2).withoutDictionaries());
        assertTrue(chunk(file, "id").getEncodings().contains(Encoding.DELTA_BINARY_PACKED));
    }

    /** None that is absent by mistake, few that are hit by mistake, none that was not asked for. */
    @Test
    void bloomFiltersAreThoseThatWereAskedFor() throws IOException {
        Map<Double, Integer> sizes = new TreeMap<>();
        for (double share : new double[] {0.1, 0.001}) {
            Path file = write(
                    "parquet", defaults().withBloomFilters(share, "id", "code").withoutDictionaries("code"));
            Set<String> filtered = new TreeSet<>();
            chunks(file).forEach((name, chunk) -> {
                if (chunk.getBloomFilterOffset() > 0) {
                    filtered.add(name);
                }
            });
            assertEquals(Set.of("id", "code"), filtered);
            requireShare(file, share);
            sizes.put(share, chunk(file, "id").getBloomFilterLength());
        }
        assertTrue(sizes.get(0.001) >= 2 * sizes.get(0.1), sizes.toString());
        assertTrue(sizes.get(0.001) <= 8 * sizes.get(0.1), sizes.toString());
    }

    @Test
    void bloomFiltersOfAllColumns() throws IOException {
        requireShare(write("parquet", defaults().withBloomFilters(0.01)), 0.01);
        Path file = write("duckdb", defaults().withBloomFilters(0.01));
        for (ColumnChunkMetaData chunk : chunks(file).values()) {
            assertEquals(hasDictionary(chunk), chunk.getBloomFilterOffset() > 0, chunk.toString());
        }
    }

    /** Of the ids, which are even numbers. */
    private static void requireShare(Path file, double share) throws IOException {
        try (ParquetFileReader reader = OpenFile.open(file, KeySource.NONE).reader()) {
            BloomFilter filter = reader.readBloomFilter(chunk(file, "id"));
            int hits = 0;
            for (long i = 0; i < ROWS; i++) {
                assertTrue(filter.findHash(filter.hash(2 * i)), "value " + 2 * i);
                hits += filter.findHash(filter.hash(2 * i + 1)) ? 1 : 0;
            }
            double found = (double) hits / ROWS;
            assertTrue(found <= 2 * share, share + " was asked for, and " + found + " of absent values are hits");
        }
    }

    @Test
    void statisticsAreThoseThatWereAskedFor() throws IOException {
        Path file = write("parquet", defaults().withStatistics("id", "st.x"));
        try (ParquetFileReader reader = OpenFile.open(file, KeySource.NONE).reader()) {
            for (Map.Entry<String, ColumnChunkMetaData> each : chunks(file).entrySet()) {
                boolean asked = Set.of("id", "st.x").contains(each.getKey());
                ColumnChunkMetaData chunk = each.getValue();
                assertEquals(
                        asked,
                        chunk.getStatistics() != null && !chunk.getStatistics().isEmpty(),
                        each.getKey());
                assertEquals(asked, reader.readColumnIndex(chunk) != null, each.getKey());
            }
        }
        ParquetDataset dataset = session.open(file.toString());
        assertEquals(0, dataset.filter(col("id").lt(0)).estimate().files());
        assertEquals(1, dataset.filter(col("v").lt(0)).estimate().files());
        assertEquals(0, dataset.filter(col("v").lt(0)).count());
        Path none = write("parquet", defaults().withoutStatistics());
        chunks(none)
                .forEach((name, chunk) -> assertTrue(
                        chunk.getStatistics() == null || chunk.getStatistics().isEmpty(), name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "parquet"})
    void columnsHaveIds(String backend) throws IOException {
        Path file = write(
                backend,
                defaults()
                        .withFieldId("id", 11)
                        .withFieldId("tags", 12)
                        .withFieldId("tags.element", 13)
                        .withFieldId("st.y", 14)
                        .withMetadata("purpose", "it's a test")
                        .withFileName("p-{id}-{n}"));
        FileMetaData footer = Footers.read(file);
        Map<String, Integer> ids = new TreeMap<>();
        for (SchemaElement element : footer.getSchema()) {
            if (element.isSetField_id()) {
                ids.put(element.getName(), element.getField_id());
            }
        }
        assertEquals(Map.of("id", 11, "tags", 12, "element", 13, "y", 14), ids);
        assertTrue(footer.getKey_value_metadata().stream()
                .anyMatch(pair ->
                        pair.getKey().equals("purpose") && pair.getValue().equals("it's a test")));
        assertTrue(file.getFileName().toString().matches("p-.*-00000\\.parquet"), file.toString());
    }

    private static void refused(ErrorCode code, String sentence, String backend, WriteOptions how) {
        Path target = directory.resolve("refused");
        ColonnadeException e =
                assertThrows(ColonnadeException.class, () -> rows.on(backend).write(target.toString(), how));
        assertEquals(sentence, e.getMessage());
        assertEquals(code, e.code());
        assertFalse(Files.exists(target), "nothing is written");
    }

    @Test
    void whatAnEngineCannotDoIsRefused() {
        Map<String, WriteOptions> actions = new LinkedHashMap<>();
        actions.put("compress column 'id' unlike its file", defaults().withColumnCompression("id", Codec.SNAPPY));
        actions.put("choose the level of GZIP", defaults().withCompression(Codec.GZIP, 3));
        actions.put(
                "encode column 'name' unlike its file, by NO_DICTIONARY",
                defaults().withoutDictionaries("name"));
        actions.put("encode all columns that take it by PLAIN", defaults().withEncoding(PageEncoding.PLAIN));
        actions.put("make a Bloom filter for column 'id' alone", defaults().withBloomFilters(0.01, "id"));
        actions.put(
                "make Bloom filters without dictionaries",
                defaults().withBloomFilters(0.01).withoutDictionaries());
        actions.put("leave out the statistics of some columns", defaults().withStatistics("id"));
        actions.forEach((action, how) -> refused(
                ErrorCode.NOT_SUPPORTED,
                "Backend 'duckdb' cannot " + action + ": 'parquet' can, so write by frame.on(\"parquet\") or in a"
                        + " session with backend(\"parquet\").",
                "duckdb",
                how));
        refused(
                ErrorCode.NOT_SUPPORTED,
                "Backend 'parquet' cannot compress by BROTLI: 'duckdb' can, so write by frame.on(\"duckdb\") or in a"
                        + " session with backend(\"duckdb\").",
                "parquet",
                defaults()
                        .withColumnCompression("id", Codec.SNAPPY)
                        .withCompression(Codec.BROTLI)
                        .withColumnCompression("id", Codec.BROTLI));
        refused(
                ErrorCode.NOT_SUPPORTED,
                "Backend 'parquet' cannot compress by BROTLI: leave that out, since no backend here can.",
                "parquet",
                defaults().withColumnCompression("id", Codec.BROTLI));
    }

    @Test
    void whatIsNotThereIsRefused() {
        refused(
                ErrorCode.NO_SUCH_COLUMN,
                "No column 'st.z' to write in (id, name, code, v, flag, tags, st, k)." + " Did you mean 'st.x'?",
                "parquet",
                defaults().withFieldId("st.z", 1));
        refused(
                ErrorCode.NO_SUCH_COLUMN,
                "No column 'nam' to write in (id, name, code, v, flag, tags, st, k)." + " Did you mean 'name'?",
                "duckdb",
                defaults().withStatistics("nam"));
        refused(
                ErrorCode.INVALID_ARGUMENT,
                "Column 'k' is a partition key, which files do not store: leave it out of what is said of columns.",
                "duckdb",
                defaults().withPartitionBy("k").withFieldId("k", 3));
        ColonnadeException twice = assertThrows(
                ColonnadeException.class, () -> defaults().withFieldId("id", 3).withFieldId("name", 3));
        assertEquals("Columns 'id' and 'name' cannot both have the field id 3.", twice.getMessage());
        ColonnadeException level =
                assertThrows(ColonnadeException.class, () -> defaults().withColumnCompression("id", Codec.SNAPPY, 3));
        assertEquals("Only GZIP and ZSTD have levels, so SNAPPY cannot have level 3.", level.getMessage());
    }

    /** What does not go with a column shows before a row is computed. */
    @Test
    void whatDoesNotGoWithAColumnIsRefused() throws IOException {
        Path target = directory.resolve("misfit");
        ColonnadeException e = assertThrows(ColonnadeException.class, () -> rows.on("parquet")
                .write(target.toString(), defaults().withColumnEncoding("st", PageEncoding.DELTA_BINARY_PACKED)));
        assertEquals(
                "Encoding DELTA_BINARY_PACKED does not go with column 'st.y', which is stored as BINARY: it takes [INT32,"
                        + " INT64].",
                e.getMessage());
        ColonnadeException flag = assertThrows(ColonnadeException.class, () -> rows.on("parquet")
                .write(target.toString(), defaults().withBloomFilters(0.1, "flag")));
        assertEquals("Column 'flag' holds booleans, which have no Bloom filter.", flag.getMessage());
        List<Path> left = new ArrayList<>();
        try (var paths = Files.walk(target)) {
            paths.filter(path -> path.toString().endsWith(".parquet")).forEach(left::add);
        }
        assertEquals(List.of(), left);
    }

    /** One engine computes the rows, the other writes them. */
    @Test
    void rowsOfAnyPlanAreWrittenAsAsked() {
        LazyFrame computed =
                rows.groupBy("name").agg(max("id").as("top")).sort(col("top").desc());
        for (String backend : List.of("parquet", "auto")) {
            Path target = directory.resolve("computed-" + backend);
            computed.on(backend).write(target.toString(), defaults().withColumnCompression("top", Codec.UNCOMPRESSED));
            ParquetDataset written = session.open(target.toString());
            Path file = written.files().get(0).path();
            assertEquals("UNCOMPRESSED", chunk(file, "top").getCodec().name());
            assertEquals("ZSTD", chunk(file, "name").getCodec().name());
            assertEquals(
                    TestFiles.rows(computed.collect()),
                    TestFiles.rows(written.lazy().collect()));
        }
    }

    @Test
    void mergesWriteAsAsked() {
        try (Session java = Colonnade.builder().backend("parquet").threads(1).open()) {
            String target = directory.resolve("merged").toString();
            LazyFrame some = java.open(directory.resolve("source.parquet").toString())
                    .select("id", "name", "v")
                    .head(100);
            some.write(target);
            ParquetDataset dataset = java.open(target);
            WriteOptions how =
                    WriteOptions.defaults().withoutDictionaries("name").withBloomFilters(0.01, "id");
            dataset.merge(
                    some.head(10).withColumns(col("v").plus(1).as("v")),
                    MergeOptions.on("id").withWrite(how));
            Path file = java.open(target).files().get(0).path();
            assertFalse(hasDictionary(chunk(file, "name")));
            assertTrue(chunk(file, "id").getBloomFilterOffset() > 0);
            assertEquals(100, java.open(target).count());
        }
        ColonnadeException e = assertThrows(ColonnadeException.class, () -> session.open(
                        directory.resolve("merged").toString())
                .merge(
                        rows.select("id", "name", "v").head(3),
                        MergeOptions.on("id").withWrite(WriteOptions.defaults().withBloomFilters(0.01, "id"))));
        assertTrue(
                String.valueOf(e.getMessage()).startsWith("Backend 'duckdb' cannot make a Bloom filter"),
                e.getMessage());
    }
}
