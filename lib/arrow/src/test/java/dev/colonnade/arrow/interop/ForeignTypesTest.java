package dev.colonnade.arrow.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Resolution;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.c.ArrowArray;
import org.apache.arrow.c.ArrowSchema;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampSecTZVector;
import org.apache.arrow.vector.TimeStampSecVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ViewVarBinaryVector;
import org.apache.arrow.vector.ViewVarCharVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Layouts and types that this library does not write: what they become, and which are refused. */
class ForeignTypesTest {
    private static final String LONG_TEXT = "more than twelve bytes: 漢字";
    private static final byte[] TEXT = LONG_TEXT.getBytes(StandardCharsets.UTF_8);

    private final BufferAllocator allocator;

    ForeignTypesTest(BufferAllocator allocator) {
        this.allocator = allocator;
    }

    /** Closes {@code vector} and checks its values, in whole and without the first, as vector and through C. */
    private void becomes(FieldVector vector, DataType type, @Nullable Object... expected) {
        vector.setValueCount(expected.length);
        try (VectorSchemaRoot root = VectorSchemaRoot.of(vector);
                ArrowArray array = ArrowArray.allocateNew(allocator);
                ArrowSchema schema = ArrowSchema.allocateNew(allocator)) {
            assertValues(ArrowInterop.fromRoot(root), type, expected);
            Data.exportVectorSchemaRoot(allocator, root, null, array, schema);
            ArrowArray.Snapshot struct = array.snapshot();
            struct.offset = 1;
            struct.length--;
            array.save(struct);
            Batch cut = ArrowInterop.importBatch(array, schema, allocator);
            assertValues(cut, type, Arrays.copyOfRange(expected, 1, expected.length));
        }
    }

    private static void assertValues(Batch batch, DataType type, @Nullable Object... expected) {
        ColumnVector column = batch.column(0);
        assertEquals(type.toString(), column.type().toString());
        List<@Nullable Object> actual = new ArrayList<>();
        for (int i = 0; i < column.length(); i++) {
            Object value = column.valueAt(i);
            actual.add(value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : value);
        }
        assertEquals(Arrays.asList(expected), actual);
    }

    @Test
    void largeStringsAndBinaries() {
        LargeVarCharVector texts = new LargeVarCharVector("c", allocator);
        texts.setSafe(0, "a".getBytes(StandardCharsets.UTF_8));
        texts.setNull(1);
        texts.setSafe(2, TEXT);
        becomes(texts, DataType.STRING, "a", null, LONG_TEXT);
        LargeVarBinaryVector bytes = new LargeVarBinaryVector("c", allocator);
        bytes.setSafe(0, TEXT);
        bytes.setSafe(1, new byte[0]);
        becomes(bytes, DataType.BINARY, LONG_TEXT, "");
    }

    @Test
    void views() {
        ViewVarCharVector texts = new ViewVarCharVector("c", allocator);
        texts.allocateNew();
        texts.setSafe(0, "short".getBytes(StandardCharsets.UTF_8));
        texts.setNull(1);
        texts.setSafe(2, TEXT);
        texts.setSafe(3, "".getBytes(StandardCharsets.UTF_8));
        texts.setSafe(4, TEXT);
        becomes(texts, DataType.STRING, "short", null, LONG_TEXT, "", LONG_TEXT);
        ViewVarBinaryVector bytes = new ViewVarBinaryVector("c", allocator);
        bytes.allocateNew();
        bytes.setSafe(0, "twelve bytes".getBytes(StandardCharsets.UTF_8));
        bytes.setSafe(1, "thirteen bytes".getBytes(StandardCharsets.UTF_8));
        becomes(bytes, DataType.BINARY, "twelve bytes", "thirteen bytes");
    }

    @Test
    void datesAndTimesInOtherUnits() {
        DateMilliVector dates = new DateMilliVector("c", allocator);
        dates.setSafe(0, -1);
        dates.setNull(1);
        dates.setSafe(2, 86_400_000L);
        becomes(dates, DataType.DATE, LocalDate.of(1969, 12, 31), null, LocalDate.of(1970, 1, 2));
        TimeSecVector times = new TimeSecVector("c", allocator);
        times.setSafe(0, 3_661);
        times.setNull(1);
        becomes(times, DataType.time(Resolution.MILLIS), LocalTime.of(1, 1, 1), null);
        TimeStampSecVector local = new TimeStampSecVector("c", allocator);
        local.setSafe(0, -1);
        local.setNull(1);
        becomes(local, DataType.timestamp(Resolution.MILLIS), LocalDateTime.of(1969, 12, 31, 23, 59, 59), null);
        TimeStampSecTZVector instants = new TimeStampSecTZVector("c", allocator, "Europe/Berlin");
        instants.setSafe(0, 1);
        instants.setSafe(1, 2);
        becomes(instants, DataType.timestampUtc(Resolution.MILLIS), Instant.ofEpochSecond(1), Instant.ofEpochSecond(2));
    }

    @Test
    void secondsBeyondMillisecondsFail() {
        TimeStampSecVector vector = new TimeStampSecVector("c", allocator);
        vector.setSafe(0, Long.MAX_VALUE);
        vector.setValueCount(1);
        try (VectorSchemaRoot root = VectorSchemaRoot.of(vector)) {
            ColonnadeException failure = assertThrows(ColonnadeException.class, () -> ArrowInterop.fromRoot(root));
            assertEquals(
                    "The timestamp of 9223372036854775807 seconds does not fit timestamp[ms]: cast the column first.",
                    failure.getMessage());
        }
    }

    @Test
    void bytesThatAreBools() {
        Map<String, String> extension = Map.of("ARROW:extension:name", "arrow.bool8", "ARROW:extension:metadata", "");
        FieldType type = new FieldType(true, new ArrowType.Int(8, true), null, extension);
        TinyIntVector vector = new TinyIntVector(new Field("c", type, null), allocator);
        vector.setSafe(0, 1);
        vector.setSafe(1, 0);
        vector.setNull(2);
        vector.setSafe(3, 5);
        becomes(vector, DataType.BOOL, true, false, null, true);
    }

    @Test
    void largeAndFixedLists() {
        LargeListVector large = LargeListVector.empty("c", allocator);
        IntVector elements = (IntVector) large.addOrGetVector(FieldType.nullable(new ArrowType.Int(32, true)))
                .getVector();
        for (int i = 0; i < 3; i++) {
            elements.setSafe(i, i);
        }
        large.startNewValue(0);
        large.endValue(0, 2);
        large.setNull(1);
        large.startNewValue(2);
        large.endValue(2, 1);
        DataType type = DataType.list(dev.colonnade.type.Field.of("element", DataType.INT32));
        becomes(large, type, List.of(0, 1), null, List.of(2));

        FixedSizeListVector fixed = FixedSizeListVector.empty("c", 2, allocator);
        IntVector pairs = (IntVector) fixed.addOrGetVector(FieldType.nullable(new ArrowType.Int(32, true)))
                .getVector();
        fixed.allocateNew();
        for (int row : new int[] {0, 2}) {
            fixed.setNotNull(row);
            pairs.setSafe(row * 2, row);
            pairs.setNull(row * 2 + 1);
        }
        becomes(fixed, type, Arrays.asList(0, null), null, Arrays.asList(2, null));
    }

    @ParameterizedTest
    @MethodSource("positionTypes")
    void positionsOfEveryWidth(ArrowType.Int positions) {
        DictionaryEncoding encoding = new DictionaryEncoding(7, false, positions);
        try (VarCharVector entries = strings("b", "a", LONG_TEXT);
                VarCharVector plain = strings("a", null, LONG_TEXT, "b", "a")) {
            Dictionary dictionary = new Dictionary(entries, encoding);
            DictionaryProvider provider = new DictionaryProvider.MapDictionaryProvider(dictionary);
            try (FieldVector encoded = (FieldVector) DictionaryEncoder.encode(plain, dictionary);
                    VectorSchemaRoot root = VectorSchemaRoot.of(encoded);
                    ArrowArray array = ArrowArray.allocateNew(allocator);
                    ArrowSchema schema = ArrowSchema.allocateNew(allocator)) {
                Object[] expected = {"a", null, LONG_TEXT, "b", "a"};
                assertValues(ArrowInterop.fromRoot(root, provider), DataType.STRING, expected);
                Data.exportVectorSchemaRoot(allocator, root, provider, array, schema);
                assertValues(ArrowInterop.importBatch(array, schema, allocator), DataType.STRING, expected);
            }
        }
    }

    static Stream<ArrowType.Int> positionTypes() {
        return Stream.of(8, 16, 32, 64)
                .flatMap(bits -> Stream.of(new ArrowType.Int(bits, true), new ArrowType.Int(bits, false)));
    }

    private VarCharVector strings(@Nullable String... values) {
        VarCharVector vector = new VarCharVector("c", allocator);
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

    @ParameterizedTest
    @MethodSource("refused")
    void refusesByColumnAndType(String named, ArrowType type, List<Field> children) {
        Field inner = new Field("inner", FieldType.nullable(type), children);
        Field outer = new Field("c", FieldType.nullable(new ArrowType.Struct()), List.of(inner));
        ColonnadeException refusal =
                assertThrows(ColonnadeException.class, () -> ArrowInterop.fromArrow(new Schema(List.of(outer))));
        assertEquals(ErrorCode.NOT_SUPPORTED, refusal.code());
        assertEquals(
                "Column 'c.inner' is of the Arrow type " + named
                        + ", which no column type holds: cast it to another type first.",
                refusal.getMessage());
    }

    static Stream<Arguments> refused() {
        Field item = new Field("item", FieldType.nullable(new ArrowType.Int(32, true)), null);
        return Stream.of(
                Arguments.of("Duration(SECOND)", new ArrowType.Duration(TimeUnit.SECOND), List.of()),
                Arguments.of("Interval(YEAR_MONTH)", new ArrowType.Interval(IntervalUnit.YEAR_MONTH), List.of()),
                Arguments.of("Interval(DAY_TIME)", new ArrowType.Interval(IntervalUnit.DAY_TIME), List.of()),
                Arguments.of("Decimal(50, 2, 256)", new ArrowType.Decimal(50, 2, 256), List.of()),
                Arguments.of("Union(Dense, [0])", new ArrowType.Union(UnionMode.Dense, new int[] {0}), List.of(item)),
                Arguments.of("ListView", new ArrowType.ListView(), List.of(item)),
                Arguments.of("RunEndEncoded", new ArrowType.RunEndEncoded(), List.of(item, item)));
    }
}
