package dev.colonnade.batch;

import static dev.colonnade.batch.VectorsTest.assertValues;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ColumnVectorTest {
    private static ByteBuffer ints(boolean direct, int... values) {
        ByteBuffer buffer =
                direct ? ByteBuffer.allocateDirect(values.length * 4) : ByteBuffer.allocate(values.length * 4);
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(values).forEach(buffer::putInt);
        return buffer.flip();
    }

    private static ByteBuffer bits(int... bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
        Arrays.stream(bytes).forEach(b -> buffer.put((byte) b));
        return buffer.flip();
    }

    @Test
    void readsBitsLeastSignificantFirst() {
        ColumnVector vector = ColumnVector.ofBits(10, bits(0b1111_0111, 0b01), bits(0b0000_0101, 0b11));
        assertValues(Arrays.asList(true, false, true, null, false, false, false, false, true, null), vector);
        assertValues(Arrays.asList(null, false), vector.slice(3, 2));
        assertTrue(vector.slice(8, 2).boolAt(0));
    }

    @Test
    void readsBuffersOfEitherKindWhateverTheirOrderOrPosition() {
        for (boolean direct : new boolean[] {false, true}) {
            ByteBuffer values = ints(direct, 7, -8, 9).order(ByteOrder.BIG_ENDIAN);
            values.position(4);
            ColumnVector vector = ColumnVector.ofFixed(DataType.INT32, 3, null, values);
            assertValues(List.of(7, -8, 9), vector);
            assertEquals(4, values.position());
            ByteBuffer text = direct ? ByteBuffer.allocateDirect(5) : ByteBuffer.allocate(5);
            text.put("aé漢".substring(0, 2).getBytes(StandardCharsets.UTF_8))
                    .put((byte) 'x')
                    .put((byte) 'y')
                    .flip();
            ColumnVector strings = ColumnVector.ofVar(DataType.STRING, 3, null, ints(direct, 0, 3, 3, 5), text);
            assertValues(List.of("aé", "", "xy"), strings);
            assertValues(List.of("", "xy"), strings.slice(1, 2));
            assertArrayEquals(
                    "xy".getBytes(StandardCharsets.UTF_8), strings.slice(1, 2).bytesAt(1));
        }
    }

    @Test
    void readsStringsOutOfAnArraySlice() {
        ByteBuffer whole = ByteBuffer.wrap("__abc".getBytes(StandardCharsets.UTF_8));
        ByteBuffer text = whole.position(2).slice();
        assertValues(List.of("a", "bc"), ColumnVector.ofVar(DataType.STRING, 2, null, ints(false, 0, 1, 3), text));
    }

    @Test
    void typedReadersSeeEveryWidth() {
        assertEquals(255, Vectors.of(DataType.UINT8, List.of(255)).longAt(0));
        assertEquals(65_535, Vectors.of(DataType.UINT16, List.of(65_535)).intAt(0));
        assertEquals(
                4_294_967_295L,
                Vectors.of(DataType.UINT32, List.of(4_294_967_295L)).longAt(0));
        assertEquals(
                0x1p64,
                Vectors.of(DataType.UINT64, List.of(FixedLayout.unsigned(-1))).doubleAt(0));
        assertEquals(
                -1,
                Vectors.of(DataType.UINT64, List.of(FixedLayout.unsigned(-1))).longAt(0));
        assertEquals(0.5, Vectors.of(DataType.FLOAT16, List.of(0.5f)).doubleAt(0));
        assertEquals(
                -12.5,
                Vectors.of(DataType.decimal(5, 2), List.of(new java.math.BigDecimal("-12.50")))
                        .doubleAt(0));
        assertEquals(
                59_722_891,
                Vectors.of(DataType.DATE, List.of(java.time.LocalDate.ofEpochDay(59_722_891)))
                        .intAt(0));
        assertEquals(
                1_500,
                Vectors.of(DataType.time(Resolution.MILLIS), List.of(java.time.LocalTime.ofNanoOfDay(1_500_000_000L)))
                        .longAt(0));
        assertArrayEquals(
                new byte[] {2, 3},
                Vectors.of(DataType.fixedBinary(2), List.of(new byte[] {0, 1}, new byte[] {2, 3}))
                        .slice(1, 1)
                        .bytesAt(0));
    }

    @Test
    void everyHalfFloatReadsAndWritesBack() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = FixedLayout.float16((short) bits);
            if (!Float.isNaN(value)) {
                assertEquals((short) bits, FixedEncoder.float16(value), "bits " + bits);
            }
        }
        assertEquals(65504f, FixedLayout.float16((short) 0x7bff));
        assertEquals(0x1p-24f, FixedLayout.float16((short) 1));
        assertTrue(Float.isNaN(FixedLayout.float16((short) 0x7e00)));
    }

    @Test
    void uuidsAreBigEndianInMemory() {
        ByteBuffer memory = ByteBuffer.allocate(16);
        for (int i = 0; i < 16; i++) {
            memory.put(i, (byte) (i * 0x11));
        }
        ColumnVector vector = ColumnVector.ofFixed(DataType.UUID, 1, null, memory);
        assertEquals(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"), vector.valueAt(0));
    }

    @Test
    void dictionariesDecodeEachEntryOnce() {
        ColumnVector words = Vectors.of(DataType.STRING, Arrays.asList("red", null, "blue"));
        ColumnVector vector = ColumnVector.ofDictionary(5, bits(0b1_1101), ints(true, 2, 99, 1, 0, 2), words);
        assertEquals(DataType.STRING, vector.type());
        assertValues(Arrays.asList("blue", null, null, "red", "blue"), vector);
        assertSame(vector.stringAt(0), vector.stringAt(4));
        assertSame(vector.valueAt(0), vector.slice(2, 3).valueAt(2));
        assertValues(Arrays.asList(null, "red"), vector.slice(2, 2));
        assertEquals(2, vector.nullCount());
        ColumnVector plain =
                ColumnVector.ofDictionary(2, null, ints(false, 1, 0), Vectors.of(DataType.INT64, List.of(10L, 20L)));
        assertTrue(plain.hasNoValidity());
        assertEquals(20, plain.longAt(0));
        assertEquals(10.0, plain.doubleAt(1));
        ColumnVector flags =
                ColumnVector.ofDictionary(2, null, ints(false, 1, 0), Vectors.of(DataType.BOOL, List.of(false, true)));
        assertTrue(flags.boolAt(0));
        assertFalse(flags.boolAt(1));
    }

    @Test
    void childrenOfSlicesStayAligned() {
        DataType.StructType type =
                DataType.struct(List.of(Field.of("x", DataType.INT32), Field.of("y", DataType.STRING)));
        ColumnVector structs = Vectors.of(
                type,
                Arrays.asList(Map.of("x", 1, "y", "a"), null, Map.of("x", 3, "y", "c"), Map.of("x", 4, "y", "d")));
        ColumnVector slice = structs.slice(2, 2);
        assertValues(List.of(3, 4), slice.child(0));
        assertValues(List.of("c", "d"), slice.child(1));
        ColumnVector lists = Vectors.of(
                DataType.list(Field.of("e", type)),
                Arrays.asList(List.of(Map.of("x", 1, "y", "a")), null, List.of(Map.of("x", 2, "y", "b"))));
        ColumnVector inner = lists.slice(2, 1).listAt(0);
        assertEquals(1, inner.length());
        assertEquals("b", inner.child(1).stringAt(0));
    }

    @Test
    void nullsOfAnyTypeHaveNullChildren() {
        DataType.StructType type = DataType.struct(List.of(Field.of("x", DataType.INT32)));
        ColumnVector vector = ColumnVector.ofNulls(type, 3);
        assertValues(Collections.nCopies(3, null), vector);
        assertValues(Collections.nCopies(2, null), vector.slice(1, 2).child(0));
        assertEquals(DataType.INT32, vector.child(0).type());
        assertEquals(3, vector.nullCount());
        assertEquals(0, vector.sizeBytes());
        assertNull(vector.valueAt(2));
    }

    @Test
    void slicesKeepTheirBounds() {
        ColumnVector vector = Vectors.of(DataType.INT32, List.of(1, 2, 3));
        assertSame(vector, vector.slice(0, 3));
        IndexOutOfBoundsException refusal = assertThrows(
                IndexOutOfBoundsException.class, () -> vector.slice(1, 2).slice(1, 2));
        assertEquals("Slice [1, 3) of 2 values.", refusal.getMessage());
    }

    @Test
    void readersRefuseTypesTheyDoNotFit() {
        ColumnVector doubles = Vectors.of(DataType.FLOAT64, List.of(1.5));
        ColonnadeException refusal = assertThrows(ColonnadeException.class, () -> doubles.longAt(0));
        assertEquals("A column of type float64 cannot be read as long: use valueAt.", refusal.getMessage());
        assertEquals(ErrorCode.TYPE_MISMATCH, refusal.code());
        assertThrows(ColonnadeException.class, () -> doubles.stringAt(0));
        assertThrows(ColonnadeException.class, () -> doubles.boolAt(0));
        assertThrows(ColonnadeException.class, () -> doubles.bytesAt(0));
        assertThrows(ColonnadeException.class, () -> doubles.listAt(0));
        assertThrows(ColonnadeException.class, () -> doubles.child(0));
        assertThrows(ColonnadeException.class, () -> Vectors.of(DataType.BINARY, List.of(new byte[1]))
                .stringAt(0));
    }

    @Test
    void batchesRefuseVectorsOfOtherLengths() {
        Schema schema = Schema.of(Field.of("x", DataType.INT32));
        ColumnVector three = Vectors.of(DataType.INT32, List.of(1, 2, 3));
        assertEquals(
                "Column 'x' has 3 values for 2 rows.",
                assertThrows(IllegalArgumentException.class, () -> new Batch(schema, 2, List.of(three)))
                        .getMessage());
        assertEquals(
                "A batch of 1 columns got 0 vectors.",
                assertThrows(IllegalArgumentException.class, () -> new Batch(schema, 2, List.of()))
                        .getMessage());
    }
}
