package dev.colonnade.parquet;

import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.backend.PageEncoding;
import dev.colonnade.backend.PageVersion;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.Table;
import dev.colonnade.parquet.Samples.NullPattern;
import dev.colonnade.source.ColumnStats;
import dev.colonnade.source.RowGroup;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import dev.colonnade.type.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type, null pattern, codec, encoding and page version: written here, read here and by DuckDB, its statistics held against the values. */
class RoundTripTest {
    private static final int ROWS = 300;
    private static @TempDir Path directory;
    private static Session session;

    @BeforeAll
    static void open() {
        System.out.println("RoundTripTest: reproduce with -Dtest.seed=" + SEED);
        session = Colonnade.builder().backend("duckdb").threads(1).open();
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private record Variant(SinkOptions options, NullPattern nulls) {
        @Override
        public String toString() {
            return options.compression().codec() + " " + options.encoding() + " " + options.pages() + " " + nulls;
        }
    }

    static List<Variant> variants() {
        SinkOptions.SizeLimits small = SinkOptions.SizeLimits.defaults()
                .withRowGroupRows(128)
                .withPageRows(30)
                .withDictionaryBytes(2_000);
        List<Variant> variants = new ArrayList<>();
        int next = 0;
        for (PageEncoding encoding : PageEncoding.values()) {
            for (PageVersion pages : PageVersion.values()) {
                for (NullPattern nulls : NullPattern.values()) {
                    PageCodec codec = PageCodec.values()[next++ % PageCodec.values().length];
                    variants.add(new Variant(
                            SinkOptions.defaults()
                                    .withCompression(Compression.of(codec))
                                    .withEncoding(encoding)
                                    .withPages(pages)
                                    .withLimits(small),
                            nulls));
                }
            }
        }
        return variants;
    }

    @ParameterizedTest
    @MethodSource("variants")
    void everyReaderReadsWhatWasWritten(Variant variant) throws IOException {
        Samples samples = new Samples(SEED ^ variant.toString().hashCode());
        Batch batch = samples.batch(Samples.everyType(), ROWS, variant.nulls());
        Path file = directory.resolve("variant.parquet");
        Files.deleteIfExists(file);
        FileReport report = write(file, batch, variant.options());
        assertEquals(ROWS, report.rows());
        assertEquals(Files.size(file), report.sizeBytes());

        List<List<@Nullable Object>> expected = rows(batch);
        assertNull(TestFiles.difference(
                expected, TestFiles.rows(ParquetSource.open(file).read())));
        ParquetDataset dataset = session.open(file.toString());
        assertEquals(batch.schema(), dataset.schema());
        assertNull(
                TestFiles.difference(expected, TestFiles.rows(dataset.head(ROWS).collect())));
        List<RowGroup> groups = dataset.files().get(0).rowGroups();
        assertEquals(3, groups.size());
        statisticsAreTrue(batch, groups, report);
    }

    static FileReport write(Path file, Batch batch, SinkOptions options) {
        try (ParquetSink sink = ParquetSink.create(file, batch.schema(), options)) {
            int half = batch.rowCount() / 3;
            sink.write(batch.slice(0, half));
            sink.write(batch.slice(half, batch.rowCount() - half));
            return sink.finish();
        }
    }

    static List<List<@Nullable Object>> rows(Batch batch) {
        return TestFiles.rows(Table.of(batch.schema(), List.of(batch)));
    }

    /** By brute force: the footer as core reads it, and the report, which knows it without reading. */
    private static void statisticsAreTrue(Batch batch, List<RowGroup> groups, FileReport report) {
        int from = 0;
        for (int g = 0; g < groups.size(); g++) {
            int count = (int) groups.get(g).rowCount();
            assertEquals(count, report.rowGroups().get(g).rows());
            Batch part = batch.slice(from, count);
            from += count;
            for (Field field : batch.schema().fields()) {
                ColumnStats stats = groups.get(g).columns().get(field.name());
                if (stats != null && !field.type().isNested()) {
                    statisticsAreTrue(part, field, stats);
                    assertReported(report.rowGroups().get(g), field, stats);
                }
            }
        }
    }

    private static void statisticsAreTrue(Batch part, Field field, ColumnStats stats) {
        long nulls = part.column(field.name()).nullCount();
        assertEquals(nulls, stats.nullCount(), field.name());
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < part.rowCount(); i++) {
            Object value = part.column(field.name()).valueAt(i);
            if (value != null && !isNan(value)) {
                values.add(value);
            }
        }
        Object min = stats.min();
        Object max = stats.max();
        for (Object value : values) {
            assertTrue(min == null || Values.ORDER.compare(min, value) <= 0, () -> field + ": " + min + " > " + value);
            assertTrue(max == null || Values.ORDER.compare(max, value) >= 0, () -> field + ": " + max + " < " + value);
        }
        if (stats.minExact()) {
            assertTrue(values.stream().anyMatch(v -> Values.same(v, min)), () -> field + " has no " + min);
        }
        if (stats.maxExact()) {
            assertTrue(values.stream().anyMatch(v -> Values.same(v, max)), () -> field + " has no " + max);
        }
    }

    private static boolean isNan(Object value) {
        return value instanceof Double d && d.isNaN() || value instanceof Float f && f.isNaN();
    }

    private static void assertReported(FileReport.Group group, Field field, ColumnStats stats) {
        FileReport.Column column = group.columns().stream()
                .filter(c -> c.path().equals(field.name()))
                .findFirst()
                .orElseThrow();
        assertEquals(stats.nullCount(), column.nulls());
        assertEquals(stats.compressedBytes(), column.compressedBytes());
        assertEquals(stats.uncompressedBytes(), column.uncompressedBytes());
        if (stats.minExact()) {
            assertTrue(Values.same(stats.min(), column.min()), () -> field + ": " + column);
        }
        if (stats.maxExact()) {
            assertTrue(Values.same(stats.max(), column.max()), () -> field + ": " + column);
        }
    }

    @ParameterizedTest
    @EnumSource(PageCodec.class)
    void everyCodecWithEveryEncoding(PageCodec codec) throws IOException {
        Batch batch = new Samples(SEED).batch(Samples.everyType(), 200, NullPattern.SOME);
        List<List<@Nullable Object>> expected = rows(batch);
        for (PageEncoding encoding : PageEncoding.values()) {
            Path file = directory.resolve(codec + "-" + encoding + ".parquet");
            FileReport report = write(
                    file,
                    batch,
                    SinkOptions.defaults()
                            .withCompression(Compression.of(codec))
                            .withEncoding(encoding));
            report.rowGroups().forEach(group -> group.columns()
                    .forEach(c -> assertEquals(codec.stored().name(), c.codec())));
            assertNull(TestFiles.difference(
                    expected, TestFiles.rows(ParquetSource.open(file).read())));
            assertNull(TestFiles.difference(
                    expected,
                    TestFiles.rows(session.open(file.toString()).head(200).collect())));
        }
    }

    @Test
    void requiredColumnsAndNullTypes() {
        List<Field> fields = new ArrayList<>();
        Samples.everyType().fields().forEach(f -> fields.add(Field.required(f.name(), f.type())));
        fields.add(Field.of("nothing", dev.colonnade.type.DataType.NULL));
        Batch batch = new Samples(SEED).batch(Schema.of(fields.subList(0, fields.size() - 1)), 100, NullPattern.NONE);
        List<dev.colonnade.batch.ColumnVector> columns = new ArrayList<>(batch.columns());
        columns.add(dev.colonnade.batch.ColumnVector.ofNulls(dev.colonnade.type.DataType.NULL, 100));
        Batch whole = new Batch(Schema.of(fields), 100, columns);
        Path file = directory.resolve("required.parquet");
        write(file, whole, SinkOptions.defaults());
        ParquetSource source = ParquetSource.open(file);
        assertEquals(whole.schema(), source.schema());
        assertNull(TestFiles.difference(rows(whole), TestFiles.rows(source.read())));
        assertNull(TestFiles.difference(
                rows(whole),
                TestFiles.rows(session.open(file.toString()).head(100).collect())));
    }

    /** An encoding that DuckDB does not read is used only where a column asks for it. */
    @Test
    void bytesOfFixedLengthAreSplitOnRequest() {
        Schema schema = Schema.of(Field.of("u", dev.colonnade.type.DataType.UUID));
        Batch batch = new Samples(SEED).batch(schema, 100, NullPattern.SOME);
        Path file = directory.resolve("split.parquet");
        FileReport report = write(
                file,
                batch,
                SinkOptions.defaults()
                        .withColumn("u", ColumnOptions.defaults().withEncoding(PageEncoding.BYTE_STREAM_SPLIT)));
        assertTrue(report.rowGroups().get(0).columns().get(0).encodings().contains("BYTE_STREAM_SPLIT"));
        assertNull(TestFiles.difference(
                rows(batch), TestFiles.rows(ParquetSource.open(file).read())));
        dev.colonnade.error.ColonnadeException refused = org.junit.jupiter.api.Assertions.assertThrows(
                dev.colonnade.error.ColonnadeException.class,
                () -> session.open(file.toString()).lazy().collect());
        assertEquals(dev.colonnade.error.ErrorCode.UNSUPPORTED_FILE, refused.code());
    }

    @Test
    void aFileWithoutRows() {
        Path file = directory.resolve("empty.parquet");
        try (ParquetSink sink = ParquetSink.create(file, Samples.everyType(), SinkOptions.defaults())) {
            assertEquals(0, sink.finish().rows());
        }
        assertEquals(List.of(), TestFiles.rows(ParquetSource.open(file).read()));
        assertEquals(0, session.open(file.toString()).count());
    }
}
