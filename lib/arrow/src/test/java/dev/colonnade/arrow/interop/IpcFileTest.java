package dev.colonnade.arrow.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.batch.IpcFile;
import dev.colonnade.batch.IpcFixture;
import dev.colonnade.batch.IpcReading;
import dev.colonnade.batch.Table;
import dev.colonnade.batch.TableAssert;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.TimeStampMilliTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.MetadataVersion;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;
import org.apache.arrow.vector.util.ValueVectorUtility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Arrow IPC files of the library and of Arrow's own Java implementation, read by the other. */
class IpcFileTest {
    private final BufferAllocator allocator;

    IpcFileTest(BufferAllocator allocator) {
        this.allocator = allocator;
    }

    private static Batch everyType() {
        return IpcFixture.everyType(40);
    }

    @Test
    void arrowReadsEveryTypeThatWeWrite() throws IOException {
        Batch all = everyType();
        List<Batch> batches = List.of(all, all.slice(40, 0), all.slice(3, 21), all.slice(8, 16));
        Map<String, String> metadata = new LinkedHashMap<>(Map.of("k", "v", "ü", ""));
        byte[] file = IpcFixture.file(all.schema(), metadata, batches);
        try (ArrowFileReader reader = reader(file)) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            assertEquals(metadata, root.getSchema().getCustomMetadata());
            assertEquals(batches.size(), reader.getRecordBlocks().size());
            for (Batch batch : batches) {
                assertTrue(reader.loadNextBatch());
                validate(root);
                ArrowValues.assertSame(batch, root);
            }
            assertEquals(false, reader.loadNextBatch());
        }
    }

    /** By Arrow's own check of every offset and buffer size; it refuses half floats, maps and decimals with all their digits. */
    private static void validate(VectorSchemaRoot root) {
        for (FieldVector vector : root.getFieldVectors()) {
            boolean refused =
                    vector instanceof Float2Vector || vector instanceof DecimalVector || vector instanceof MapVector;
            if (!refused) {
                ValueVectorUtility.validateFull(vector);
            }
        }
    }

    @Test
    void arrowReadsFilesWithoutBatches() throws IOException {
        Schema schema = everyType().schema();
        try (ArrowFileReader reader = reader(IpcFixture.file(schema, Map.of(), List.of()))) {
            List<Field> fields = reader.getVectorSchemaRoot().getSchema().getFields();
            assertEquals(schema.names(), fields.stream().map(Field::getName).toList());
            assertEquals(false, reader.loadNextBatch());
        }
    }

    @Test
    void weReadEveryTypeThatArrowWrites() throws IOException {
        Batch all = everyType();
        List<Batch> batches = List.of(all, all.slice(3, 21), all.slice(40, 0));
        byte[] ours = IpcFixture.file(all.schema(), Map.of("k", "v"), batches);
        List<IpcOption> layouts = List.of(
                IpcOption.DEFAULT, new IpcOption(true, MetadataVersion.V4), new IpcOption(false, MetadataVersion.V4));
        for (IpcOption layout : layouts) {
            IpcFile read = read(rewritten(ours, layout));
            assertEquals(all.schema(), read.schema());
            assertEquals(Map.of("k", "v"), read.metadata());
            assertEquals(
                    List.of(40, 21, 0),
                    read.batches().stream().map(Batch::rowCount).toList());
            TableAssert.assertThat(read.table()).inOrder().hasRows(Table.of(all.schema(), batches));
        }
    }

    /** The same batches, through Arrow's vectors. */
    private byte[] rewritten(byte[] file, IpcOption layout) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ArrowFileReader reader = reader(file);
                ArrowFileWriter writer = new ArrowFileWriter(
                        reader.getVectorSchemaRoot(),
                        reader,
                        Channels.newChannel(out),
                        reader.getVectorSchemaRoot().getSchema().getCustomMetadata(),
                        layout)) {
            while (reader.loadNextBatch()) {
                writer.writeBatch();
            }
            writer.end();
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("positionTypes")
    void weReadDictionariesOfArrow(ArrowType.Int positions) throws IOException {
        String[] expected = {"b", null, "a", "漢", "b", "a"};
        byte[] file = dictionaryFile(positions, expected);
        IpcFile read = read(file);
        assertEquals(DataType.STRING, read.schema().field("c").type());
        List<Object> values = new ArrayList<>();
        for (Batch batch : read.batches()) {
            ColumnVector column = batch.column(0);
            for (int i = 0; i < batch.rowCount(); i++) {
                values.add(column.valueAt(i));
            }
        }
        assertEquals(Stream.concat(Stream.of(expected), Stream.of(expected)).toList(), values);
        byte[] again = IpcFixture.file(read.schema(), Map.of(), read.batches());
        TableAssert.assertThat(read(again).table()).inOrder().hasRows(read.table());
    }

    @ParameterizedTest
    @MethodSource("positionTypes")
    void survivesEveryChangedByteOfAFileWithDictionaries(ArrowType.Int positions) throws IOException {
        byte[] file = dictionaryFile(positions, "b", null, "a", "漢", "b", "a");
        int refused = 0;
        for (int i = 0; i < file.length; i++) {
            for (int change : new int[] {0xff, 0x01, 0x80}) {
                byte[] damaged = file.clone();
                damaged[i] ^= (byte) change;
                refused += IpcReading.isRefused(damaged) ? 1 : 0;
            }
        }
        assertTrue(refused > 300, "only " + refused + " refused");
        for (int length = 0; length < file.length; length++) {
            assertTrue(IpcReading.isRefused(Arrays.copyOf(file, length)));
        }
    }

    static Stream<ArrowType.Int> positionTypes() {
        return Stream.of(8, 16, 32, 64)
                .flatMap(bits -> Stream.of(new ArrowType.Int(bits, true), new ArrowType.Int(bits, false)));
    }

    /** Two batches of a column {@code c} whose values are positions in one dictionary. */
    private byte[] dictionaryFile(ArrowType.Int positions, String... values) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DictionaryEncoding encoding = new DictionaryEncoding(7, false, positions);
        try (VarCharVector words = strings("words", "a", "b", "漢");
                VarCharVector plain = strings("c", values)) {
            Dictionary dictionary = new Dictionary(words, encoding);
            DictionaryProvider provider = new DictionaryProvider.MapDictionaryProvider(dictionary);
            try (FieldVector encoded = (FieldVector) DictionaryEncoder.encode(plain, dictionary);
                    VectorSchemaRoot root = VectorSchemaRoot.of(encoded);
                    ArrowFileWriter writer = new ArrowFileWriter(root, provider, Channels.newChannel(out))) {
                assertTrue(encoded instanceof BaseIntVector);
                writer.writeBatch();
                writer.writeBatch();
                writer.end();
            }
        }
        return out.toByteArray();
    }

    private VarCharVector strings(String name, String... values) {
        VarCharVector vector = new VarCharVector(name, allocator);
        vector.allocateNew();
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                vector.setNull(i);
            } else {
                vector.setSafe(i, values[i].getBytes(StandardCharsets.UTF_8));
            }
        }
        vector.setValueCount(values.length);
        return vector;
    }

    @Test
    void arrowReadsDictionariesThatWeWroteOut() throws IOException {
        byte[] file = dictionaryFile(new ArrowType.Int(8, true), "b", null, "a");
        IpcFile read = read(file);
        try (ArrowFileReader reader = reader(IpcFixture.file(read.schema(), Map.of(), read.batches()))) {
            assertTrue(reader.loadNextBatch());
            ArrowValues.assertSame(read.batches().get(0), reader.getVectorSchemaRoot());
        }
    }

    @ParameterizedTest
    @MethodSource("typesWithoutCounterpart")
    void refusesTypesThatItCannotHold(String sentence, ArrowType type, List<Field> children) throws IOException {
        Field field = new Field("c", FieldType.nullable(type), children);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (VectorSchemaRoot root = VectorSchemaRoot.create(
                        new org.apache.arrow.vector.types.pojo.Schema(List.of(field)), allocator);
                ArrowFileWriter writer = new ArrowFileWriter(root, null, Channels.newChannel(out))) {
            writer.start();
            writer.end();
        }
        DatasetException refusal = assertThrows(DatasetException.class, () -> read(out.toByteArray()));
        assertEquals(
                "[Arrow data in memory] Column 'c' is of the Arrow type " + sentence
                        + ", which is not read: cast it before writing the file.",
                refusal.getMessage());
        assertEquals(ErrorCode.UNSUPPORTED_FILE, refusal.code());
    }

    static Stream<Arguments> typesWithoutCounterpart() {
        Field item = new Field("item", FieldType.nullable(new ArrowType.Int(32, true)), null);
        return Stream.of(
                refused("LargeUtf8", new ArrowType.LargeUtf8()),
                refused("LargeBinary", new ArrowType.LargeBinary()),
                refused("LargeList", new ArrowType.LargeList(), item),
                refused("Utf8View", new ArrowType.Utf8View()),
                refused("BinaryView", new ArrowType.BinaryView()),
                refused("FixedSizeList", new ArrowType.FixedSizeList(2), item),
                refused("Union", new ArrowType.Union(UnionMode.Dense, new int[] {0}), item),
                refused("Duration", new ArrowType.Duration(TimeUnit.SECOND)),
                refused("date in milliseconds", new ArrowType.Date(DateUnit.MILLISECOND)),
                refused("time in seconds", new ArrowType.Time(TimeUnit.SECOND, 32)),
                refused("timestamp in seconds", new ArrowType.Timestamp(TimeUnit.SECOND, null)),
                refused("an interval without nanoseconds", new ArrowType.Interval(IntervalUnit.YEAR_MONTH)),
                refused("an interval without nanoseconds", new ArrowType.Interval(IntervalUnit.DAY_TIME)),
                refused("decimal256(50, 2)", new ArrowType.Decimal(50, 2, 256)));
    }

    private static Arguments refused(String sentence, ArrowType type, Field... children) {
        return Arguments.of(sentence, type, List.of(children));
    }

    @Test
    void readsAnyZoneAsInstants() throws IOException {
        ArrowType berlin = new ArrowType.Timestamp(TimeUnit.MILLISECOND, "Europe/Berlin");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Field field = new Field("t", FieldType.nullable(berlin), null);
        try (VectorSchemaRoot root = VectorSchemaRoot.create(
                        new org.apache.arrow.vector.types.pojo.Schema(List.of(field)), allocator);
                ArrowFileWriter writer = new ArrowFileWriter(root, null, Channels.newChannel(out))) {
            TimeStampMilliTZVector times = (TimeStampMilliTZVector) root.getVector("t");
            times.setSafe(0, -1);
            root.setRowCount(1);
            writer.writeBatch();
            writer.end();
        }
        assertEquals(
                "[{t=1969-12-31T23:59:59.999Z}]",
                read(out.toByteArray()).table().toMaps().toString());
    }

    private ArrowFileReader reader(byte[] file) {
        return new ArrowFileReader(new ByteArrayReadableSeekableByteChannel(file), allocator);
    }

    private static IpcFile read(byte[] file) {
        return IpcFile.of(ByteBuffer.wrap(file));
    }
}
