package dev.colonnade.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Interval;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VectorsTest {
    static Stream<Arguments> everyType() {
        BigInteger maxUint64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
        Map<String, Object> partial = new HashMap<>();
        partial.put("x", null);
        partial.put("y", List.of("q"));
        return Stream.of(
                values(DataType.NULL),
                values(DataType.BOOL, true, false, true),
                values(DataType.INT8, (byte) -128, (byte) 127),
                values(DataType.INT16, Short.MIN_VALUE, Short.MAX_VALUE),
                values(DataType.INT32, Integer.MIN_VALUE, -1, Integer.MAX_VALUE),
                values(DataType.INT64, Long.MIN_VALUE, -1L, Long.MAX_VALUE),
                values(DataType.UINT8, (short) 0, (short) 255),
                values(DataType.UINT16, 0, 65_535),
                values(DataType.UINT32, 0L, 4_294_967_295L),
                values(DataType.UINT64, BigInteger.ZERO, maxUint64),
                values(
                        DataType.FLOAT16,
                        1f,
                        -2.5f,
                        65504f,
                        0x1p-24f,
                        0x1p-14f,
                        Float.NaN,
                        Float.NEGATIVE_INFINITY,
                        -0f),
                values(DataType.FLOAT32, 1.1f, Float.MIN_VALUE, Float.NaN, Float.POSITIVE_INFINITY),
                values(DataType.FLOAT64, 1.1, Double.MAX_VALUE, Double.NaN, Double.NEGATIVE_INFINITY, -0.0),
                values(DataType.decimal(9, 2), new BigDecimal("-1234567.89"), new BigDecimal("0.00")),
                values(
                        DataType.decimal(38, 4),
                        new BigDecimal("9999999999999999999999999999999999.9999"),
                        new BigDecimal("-9999999999999999999999999999999999.9999"),
                        new BigDecimal("922337203685477.5807"),
                        new BigDecimal("922337203685477.5808"),
                        new BigDecimal("-922337203685477.5808"),
                        new BigDecimal("-922337203685477.5809"),
                        new BigDecimal("-0.0001")),
                values(DataType.STRING, "", "aé漢😀", "tail"),
                values(DataType.BINARY, new byte[0], new byte[] {0, -1, 127}),
                values(DataType.fixedBinary(3), new byte[] {1, 2, 3}, new byte[] {-1, -2, -3}),
                values(DataType.UUID, UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"), new UUID(-1, -1)),
                values(DataType.DATE, LocalDate.of(1969, 12, 31), LocalDate.of(9999, 12, 31)),
                values(DataType.time(Resolution.MILLIS), LocalTime.MIDNIGHT, LocalTime.of(23, 59, 59, 999_000_000)),
                values(DataType.time(Resolution.MICROS), LocalTime.of(23, 59, 59, 999_999_000)),
                values(DataType.time(Resolution.NANOS), LocalTime.MAX),
                values(DataType.timestamp(Resolution.MILLIS), LocalDateTime.of(1900, 1, 1, 0, 0, 0, 1_000_000)),
                values(DataType.timestamp(Resolution.MICROS), LocalDateTime.of(2024, 2, 29, 23, 59, 59, 999_999_000)),
                values(DataType.timestamp(Resolution.NANOS), LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_999)),
                values(DataType.timestampUtc(Resolution.NANOS), Instant.parse("2262-04-11T23:47:16.854775807Z")),
                values(DataType.timestampUtc(Resolution.MILLIS), Instant.parse("-1000-01-01T00:00:00.001Z")),
                values(DataType.INTERVAL, new Interval(-1, 2, -3), new Interval(0, 0, Long.MAX_VALUE)),
                values(
                        DataType.list(Field.of("element", DataType.INT32)),
                        List.of(),
                        List.of(1, 2),
                        Arrays.asList(null, 3, null)),
                values(
                        DataType.struct(List.of(
                                Field.of("x", DataType.INT64),
                                Field.of("y", DataType.list(Field.of("e", DataType.STRING))))),
                        Map.of("x", 1L, "y", List.of("a", "b")),
                        partial),
                values(
                        DataType.map(Field.required("k", DataType.STRING), Field.of("v", DataType.FLOAT64)),
                        Map.of(),
                        Collections.singletonMap("a", 1.5),
                        Collections.singletonMap("b", null)));
    }

    private static Arguments values(DataType type, Object... values) {
        return Arguments.of(type, List.of(values));
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void givesBackItsValues(DataType type, List<Object> values) {
        assertValues(values, Vectors.of(type, values));
        assertTrue(type == DataType.NULL || Vectors.of(type, values).hasNoValidity());
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void keepsNullsAtEveryOffsetOfASlice(DataType type, List<Object> values) {
        List<Object> withNulls = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            withNulls.add(values.isEmpty() || i % 3 == 1 ? null : values.get(i % values.size()));
        }
        ColumnVector vector = Vectors.of(type, withNulls);
        assertEquals(withNulls.stream().filter(v -> v == null).count(), vector.nullCount());
        for (int from = 0; from <= 40; from++) {
            for (int count : new int[] {0, 1, 9, 40 - from}) {
                if (from + count <= 40) {
                    assertValues(withNulls.subList(from, from + count), vector.slice(from, count));
                }
            }
        }
        assertValues(withNulls.subList(13, 20), vector.slice(3, 30).slice(10, 7));
    }

    @Test
    void convertsWithoutLossOnly() {
        assertEquals(7L, Vectors.of(DataType.INT64, List.of(7)).valueAt(0));
        assertEquals(
                new BigDecimal("7.00"),
                Vectors.of(DataType.decimal(5, 2), List.of(7L)).valueAt(0));
        assertEquals(2.0, Vectors.of(DataType.FLOAT64, List.of(2)).valueAt(0));
        assertRefused(DataType.INT8, 128, "Value 128 (Integer) at row 1 does not fit type int8.");
        assertRefused(DataType.UINT32, -1, "Value -1 (Integer) at row 1 does not fit type uint32.");
        assertRefused(DataType.INT64, 1.0, "Value 1.0 (Double) at row 1 does not fit type int64.");
        assertRefused(
                DataType.FLOAT64, (1L << 53) + 1, "Value 9007199254740993 (Long) at row 1 does not fit type float64.");
        assertRefused(DataType.FLOAT32, 0.1, "Value 0.1 (Double) at row 1 does not fit type float32.");
        assertRefused(DataType.FLOAT16, 2049f, "Value 2049.0 (Float) at row 1 does not fit type float16.");
        assertRefused(DataType.FLOAT16, 65536f, "Value 65536.0 (Float) at row 1 does not fit type float16.");
        assertRefused(
                DataType.decimal(3, 1),
                new BigDecimal("1.25"),
                "Value 1.25 (BigDecimal) at row 1 does not fit type decimal(3,1).");
        assertRefused(DataType.decimal(3, 1), 100, "Value 100 (Integer) at row 1 does not fit type decimal(3,1).");
        assertRefused(DataType.STRING, 1, "Value 1 (Integer) at row 1 does not fit type string.");
        assertRefused(
                DataType.time(Resolution.MILLIS),
                LocalTime.MAX,
                "Value 23:59:59.999999999 (LocalTime) at row 1 does not fit type time[ms].");
        assertRefused(
                DataType.timestamp(Resolution.NANOS),
                LocalDateTime.of(3000, 1, 1, 0, 0),
                "Value 3000-01-01T00:00 (LocalDateTime) at row 1 does not fit type timestamp[ns].");
        assertRefused(DataType.NULL, "x", "Value x (String) at row 1 does not fit type null.");
    }

    private static void assertRefused(DataType type, Object value, String message) {
        ColonnadeException refusal =
                assertThrows(ColonnadeException.class, () -> Vectors.of(type, Arrays.asList(null, value)));
        assertEquals(message, refusal.getMessage());
        assertEquals(ErrorCode.CAST_FAILED, refusal.code());
    }

    static void assertValues(List<?> expected, ColumnVector actual) {
        assertEquals(expected.size(), actual.length());
        for (int i = 0; i < expected.size(); i++) {
            Object value = actual.valueAt(i);
            assertEquals(expected.get(i) == null, actual.isNull(i));
            assertTrue(same(expected.get(i), value), "row " + i + ": expected " + expected.get(i) + ", got " + value);
        }
    }

    /** Equal and of one class, so that a Long for an Integer or a -0.0 for a 0.0 is seen. */
    private static boolean same(Object a, Object b) {
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.equals(y);
        }
        return a == null || b == null
                ? a == b
                : Values.same(a, b)
                        && (a instanceof List || a.getClass() == b.getClass())
                        && (a instanceof byte[] || a.equals(b));
    }
}
