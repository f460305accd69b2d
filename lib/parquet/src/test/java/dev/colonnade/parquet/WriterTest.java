package dev.colonnade.parquet;

import static dev.colonnade.expr.Exprs.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.backend.FileVerification;
import dev.colonnade.backend.PageEncoding;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.batch.Vectors;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.parquet.Samples.NullPattern;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Interval;
import dev.colonnade.type.Schema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SortingColumn;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What options do to a file, and what is refused. */
class WriterTest {
    private static @TempDir Path directory;
    private static Session session;
    private static final Schema TWO = Schema.of(Field.of("id", DataType.INT64), Field.of("name", DataType.STRING));

    @BeforeAll
    static void open() {
        session = Colonnade.builder().backend("duckdb").threads(1).open();
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private static Batch numbers(int rows) {
        List<Long> ids = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (long i = 0; i < rows; i++) {
            ids.add(i * 2);
            names.add("n" + i % 50);
        }
        return new Batch(TWO, rows, List.of(Vectors.of(DataType.INT64, ids), Vectors.of(DataType.STRING, names)));
    }

    private static FileReport write(String name, Batch batch, SinkOptions options) {
        return RoundTripTest.write(directory.resolve(name + ".parquet"), batch, options);
    }

    private static FileMetaData footer(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
        return Util.readFileMetaData(
                new ByteArrayInputStream(Arrays.copyOfRange(bytes, bytes.length - 8 - length, bytes.length - 8)));
    }

    private static void refused(ErrorCode code, String sentence, Executable wrong) {
        ColonnadeException refused = assertThrows(ColonnadeException.class, wrong);
        assertEquals(sentence, refused.getMessage());
        assertEquals(code, refused.code());
    }

    @Test
    void rowGroupsEndAtTheirRows() {
        SinkOptions options = SinkOptions.defaults()
                .withLimits(SinkOptions.SizeLimits.defaults().withRowGroupRows(1_000));
        FileReport report = write("rows", numbers(3_500), options);
        assertEquals(
                List.of(1_000L, 1_000L, 1_000L, 500L),
                report.rowGroups().stream().map(FileReport.Group::rows).toList());
    }

    @Test
    void rowGroupsEndNearTheirBytes() {
        SinkOptions options = SinkOptions.defaults()
                .withEncoding(PageEncoding.PLAIN)
                .withCompression(Compression.of(PageCodec.UNCOMPRESSED))
                .withLimits(SinkOptions.SizeLimits.defaults().withRowGroupBytes(200_000));
        FileReport report = write("bytes", numbers(100_000), options);
        assertTrue(report.rowGroups().size() >= 7, () -> report.rowGroups().size() + " row groups");
        for (FileReport.Group group :
                report.rowGroups().subList(0, report.rowGroups().size() - 1)) {
            long bytes = group.columns().stream()
                    .mapToLong(FileReport.Column::uncompressedBytes)
                    .sum();
            assertTrue(bytes > 150_000 && bytes < 250_000, () -> bytes + " bytes");
        }
    }

    @Test
    void columnsHaveCodecsAndEncodingsOfTheirOwn() {
        SinkOptions options = SinkOptions.defaults()
                .withCompression(Compression.of(PageCodec.SNAPPY))
                .withColumn(
                        "id",
                        ColumnOptions.defaults()
                                .withCompression(Compression.of(PageCodec.ZSTD, 9))
                                .withEncoding(PageEncoding.DELTA_BINARY_PACKED))
                .withColumn("name", ColumnOptions.defaults().withEncoding(PageEncoding.DICTIONARY));
        FileReport report = write("own", numbers(1_000), options);
        FileReport.Column id = report.rowGroups().get(0).columns().get(0);
        FileReport.Column name = report.rowGroups().get(0).columns().get(1);
        assertEquals("ZSTD", id.codec());
        assertTrue(id.encodings().contains("DELTA_BINARY_PACKED"), id.toString());
        assertEquals("SNAPPY", name.codec());
        assertTrue(name.encodings().contains("RLE_DICTIONARY"), name.toString());
        assertEquals(0L, id.min());
        assertEquals(1_998L, id.max());
        assertEquals("n0", name.min());
        assertEquals("n9", name.max());
        assertEquals(0, id.nulls());
    }

    @Test
    void aLevelDecidesHowHardACodecTries() {
        Batch batch = new Samples(3).batch(TWO, 20_000, NullPattern.NONE);
        long fast = write("z1", batch, SinkOptions.defaults().withCompression(Compression.of(PageCodec.ZSTD, -7)))
                .sizeBytes();
        long hard = write("z2", batch, SinkOptions.defaults().withCompression(Compression.of(PageCodec.ZSTD, 19)))
                .sizeBytes();
        assertTrue(hard < fast, fast + " became " + hard);
        refused(
                ErrorCode.INVALID_ARGUMENT,
                "GZIP has levels from 1 to 9, not 12.",
                () -> Compression.of(PageCodec.GZIP, 12));
        refused(ErrorCode.INVALID_ARGUMENT, "SNAPPY has no levels.", () -> Compression.of(PageCodec.SNAPPY, 3));
    }

    @Test
    void bloomFiltersHoldEveryValueAndFewOthers() {
        SinkOptions options = SinkOptions.defaults()
                .withColumn("id", ColumnOptions.defaults().withBloomFilter(0.01, 5_000))
                .withColumn("name", ColumnOptions.defaults().withBloomFilter(0.05));
        FileReport report = write("bloom", numbers(5_000), options);
        report.rowGroups().get(0).columns().forEach(c -> assertTrue(c.bloomFilterBytes() > 0, c.toString()));
        Path file = directory.resolve("bloom.parquet");
        assertTrue(ParquetVerifier.verify(file).isSound());
        ParquetDataset dataset = session.open(file.toString());
        int pruned = 0;
        for (long i = 1; i < 2_000; i += 2) {
            assertEquals(1, dataset.filter(col("id").eq(i - 1)).count());
            pruned += dataset.filter(col("id").eq(i)).estimate().files() == 0 ? 1 : 0;
        }
        assertTrue(pruned > 950, "of 1000 absent values " + pruned + " are ruled out");
    }

    @Test
    void pagesAreIndexed() {
        SinkOptions options = SinkOptions.defaults()
                .withLimits(SinkOptions.SizeLimits.defaults().withPageRows(100));
        write("index", numbers(2_000), options);
        FileVerification verification = ParquetVerifier.verify(directory.resolve("index.parquet"));
        assertTrue(verification.isSound(), () -> verification.problems().toString());
        assertTrue(verification.pages() >= 40, () -> verification.pages() + " pages");
        ParquetDataset dataset = session.open(directory.resolve("index.parquet").toString());
        assertEquals(1, dataset.filter(col("id").eq(198)).estimate().files());
        assertEquals(0, dataset.filter(col("id").eq(199)).estimate().files()); // between two pages
    }

    @Test
    void checksumsAreWrittenUnlessLeftOut() {
        write("crc", numbers(100), SinkOptions.defaults());
        assertTrue(ParquetVerifier.verify(directory.resolve("crc.parquet")).checksums() > 0);
        write("nocrc", numbers(100), SinkOptions.defaults().withChecksums(SinkOptions.Checksums.LEFT_OUT));
        assertEquals(
                0, ParquetVerifier.verify(directory.resolve("nocrc.parquet")).checksums());
    }

    @Test
    void footersSayHowRowsAreSortedAndWhatElseIsSaid() throws IOException {
        SinkOptions options = SinkOptions.defaults()
                .withSortedBy(List.of(
                        SortedBy.descending("name"),
                        new SortedBy("id", SortedBy.Direction.ASCENDING, SortedBy.Nulls.FIRST)))
                .withMetadata(Map.of("author", "someone", "purpose", "a test"))
                .withColumn("name", ColumnOptions.defaults().withFieldId(7));
        FileReport report = write("said", numbers(100), options);
        Path file = directory.resolve("said.parquet");
        FileMetaData footer = footer(file);
        assertEquals(
                List.of(new SortingColumn(1, true, false), new SortingColumn(0, false, true)),
                footer.getRow_groups().get(0).getSorting_columns());
        assertEquals(7, footer.getSchema().get(2).getField_id());
        assertFalse(footer.getSchema().get(1).isSetField_id());
        assertEquals("someone", ParquetSource.open(file).metadata().get("author"));
        assertEquals(100, session.open(file.toString()).count());
        assertEquals(Files.size(file), report.sizeBytes());
        assertTrue(report.footerBytes() > 100);
    }

    @Test
    void intervalsAreIntervalsForEveryReader() throws IOException {
        Schema schema = Schema.of(Field.of("i", DataType.INTERVAL));
        ColumnVector values = Vectors.of(DataType.INTERVAL, List.of(new Interval(1, -2, 3_000_000)));
        write("interval", new Batch(schema, 1, List.of(values)), SinkOptions.defaults());
        FileMetaData footer = footer(directory.resolve("interval.parquet"));
        assertFalse(footer.getSchema().get(1).isSetLogicalType());
        ColumnVector odd = Vectors.of(DataType.INTERVAL, List.of(new Interval(0, 0, 1)));
        refused(
                ErrorCode.CAST_FAILED,
                "Column 'i' cannot be written: the time of Interval[months=0, days=0, nanos=1] is no whole number of"
                        + " milliseconds from 0 to 4,294,967,295.",
                () -> write("odd", new Batch(schema, 1, List.of(odd)), SinkOptions.defaults()));
        assertFalse(Files.exists(directory.resolve("odd.parquet")));
    }

    @Test
    void whatIsNotFinishedIsDeleted() {
        Path file = directory.resolve("unfinished.parquet");
        try (ParquetSink sink = ParquetSink.create(file, TWO, SinkOptions.defaults())) {
            sink.write(numbers(10));
            assertTrue(Files.exists(file));
        }
        assertFalse(Files.exists(file));
        ParquetSink done = ParquetSink.create(file, TWO, SinkOptions.defaults());
        assertNotNull(done.finish());
        done.close();
        assertTrue(Files.exists(file));
        refused(
                ErrorCode.CLOSED,
                "[" + file + "] The file is finished or closed: start another one.",
                () -> done.write(numbers(1)));
        refused(
                ErrorCode.IO,
                "[" + file + "] There is a file of that name: choose another.",
                () -> ParquetSink.create(file, TWO, SinkOptions.defaults()));
        refused(
                ErrorCode.IO,
                "[" + directory + "/none/x.parquet] Its directory does not exist: create it.",
                () -> ParquetSink.create(directory.resolve("none/x.parquet"), TWO, SinkOptions.defaults()));
    }

    @Test
    void optionsThatDoNotFitAreRefused() {
        refused(
                ErrorCode.NO_SUCH_COLUMN,
                "No column 'nam' to write in (id, name). Did you mean 'name'?",
                () -> write("x", numbers(1), SinkOptions.defaults().withColumn("nam", ColumnOptions.defaults())));
        refused(
                ErrorCode.INVALID_ARGUMENT,
                "Encoding DELTA_BINARY_PACKED does not go with column 'name', which is stored as BINARY: it takes [INT32,"
                        + " INT64].",
                () -> write(
                        "x",
                        numbers(1),
                        SinkOptions.defaults()
                                .withColumn(
                                        "name",
                                        ColumnOptions.defaults().withEncoding(PageEncoding.DELTA_BINARY_PACKED))));
        refused(
                ErrorCode.INVALID_ARGUMENT,
                "A Bloom filter lets a share of absent values through that is between 0 and 1, not 1.5.",
                () -> ColumnOptions.defaults().withBloomFilter(1.5));
        refused(
                ErrorCode.INVALID_ARGUMENT,
                "Sizes of row groups, pages and dictionaries are at least 1.",
                () -> SinkOptions.SizeLimits.defaults().withPageRows(0));
        refused(
                ErrorCode.NOT_SUPPORTED,
                "Column 'e' is a struct without fields, which Parquet does not store.",
                () -> ParquetSink.create(
                        directory.resolve("x.parquet"),
                        Schema.of(Field.of("e", DataType.struct(List.of()))),
                        SinkOptions.defaults()));
    }

    @Test
    void valuesThatTheSchemaForbidsAreRefused() {
        Schema required = Schema.of(Field.required("id", DataType.INT64));
        Batch batch = new Batch(
                Schema.of(Field.of("id", DataType.INT64)),
                2,
                List.of(Vectors.of(DataType.INT64, Arrays.asList(1L, null))));
        Path file = directory.resolve("required.parquet");
        try (ParquetSink sink = ParquetSink.create(file, required, SinkOptions.defaults())) {
            refused(
                    ErrorCode.CAST_FAILED,
                    "Column 'id' cannot be written: it is null, where the schema allows none.",
                    () -> sink.write(batch));
            refused(
                    ErrorCode.TYPE_MISMATCH,
                    "[" + file + "] A batch of " + TWO + " does not fit the columns " + required + ".",
                    () -> sink.write(numbers(1)));
        }
    }

    @Test
    void slicesAndDictionariesAreWrittenAsTheyRead() {
        ColumnVector words = Vectors.of(DataType.STRING, Arrays.asList("a", null, "ccc"));
        ByteBuffer positions = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        positions.putInt(2).putInt(0).putInt(1).putInt(2).flip();
        ColumnVector encoded = ColumnVector.ofDictionary(4, null, positions, words);
        Schema schema = Schema.of(Field.of("w", DataType.STRING));
        Batch batch = new Batch(schema, 4, List.of(encoded)).slice(1, 3);
        write("dictionary", batch, SinkOptions.defaults());
        assertNull(TestFiles.difference(
                List.of(List.of("a"), Arrays.asList((Object) null), List.of("ccc")),
                TestFiles.rows(ParquetSource.open(directory.resolve("dictionary.parquet"))
                        .read())));
    }
}
