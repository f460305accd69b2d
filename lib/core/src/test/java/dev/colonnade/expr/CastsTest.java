package dev.colonnade.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which types convert, which have a common type, and which conversions keep the order of values. */
class CastsTest {
    private static final DataType MICROS = DataType.timestamp(Resolution.MICROS);
    private static final DataType UTC = DataType.timestampUtc(Resolution.MICROS);

    private static void common(DataType expected, DataType a, DataType b) {
        assertEquals(Optional.of(expected), Coercion.common(a, b));
        assertEquals(Optional.of(expected), Coercion.common(b, a));
    }

    private static void nothingInCommon(DataType a, DataType b) {
        assertEquals(Optional.empty(), Coercion.common(a, b));
        assertEquals(Optional.empty(), Coercion.common(b, a));
    }

    @Test
    void commonTypesHoldBoth() {
        common(DataType.INT64, DataType.INT64, DataType.INT8);
        common(DataType.INT16, DataType.INT8, DataType.UINT8);
        common(DataType.INT64, DataType.INT64, DataType.UINT32);
        common(DataType.decimal(20, 0), DataType.INT64, DataType.UINT64);
        common(DataType.FLOAT32, DataType.FLOAT32, DataType.INT16);
        common(DataType.FLOAT64, DataType.FLOAT32, DataType.INT32);
        common(DataType.FLOAT64, DataType.FLOAT64, DataType.decimal(38, 3));
        common(DataType.decimal(12, 2), DataType.decimal(4, 2), DataType.INT32);
        common(DataType.decimal(38, 10), DataType.decimal(38, 0), DataType.decimal(10, 10));
        common(DataType.DATE, DataType.DATE, DataType.NULL);
        common(MICROS, DataType.DATE, MICROS);
        common(MICROS, DataType.timestamp(Resolution.MILLIS), MICROS);
        common(DataType.time(Resolution.NANOS), DataType.time(Resolution.MILLIS), DataType.time(Resolution.NANOS));
        common(DataType.BINARY, DataType.fixedBinary(3), DataType.BINARY);
        common(
                DataType.list(Field.of("element", DataType.INT64)),
                DataType.list(Field.of("element", DataType.INT64)),
                DataType.list(Field.of("element", DataType.INT8)));
        nothingInCommon(DataType.STRING, DataType.INT32);
        nothingInCommon(DataType.BOOL, DataType.INT32);
        nothingInCommon(DataType.DATE, UTC);
        nothingInCommon(MICROS, UTC);
        nothingInCommon(DataType.STRING, DataType.BINARY);
    }

    @Test
    void castsExistWhereTheyMeanSomething() {
        for (DataType from : List.of(DataType.INT8, DataType.UINT64, DataType.FLOAT64, DataType.decimal(9, 2))) {
            for (DataType to : List.of(DataType.INT64, DataType.FLOAT32, DataType.decimal(38, 38), DataType.STRING)) {
                assertTrue(Casts.exists(from, to), from + " to " + to);
            }
            assertFalse(Casts.exists(from, DataType.FLOAT16));
            assertFalse(Casts.exists(from, DataType.BOOL));
            assertFalse(Casts.exists(from, DataType.DATE));
        }
        assertTrue(Casts.exists(DataType.BOOL, DataType.UINT8));
        assertFalse(Casts.exists(DataType.BOOL, DataType.FLOAT64));
        assertTrue(Casts.exists(DataType.STRING, DataType.UUID));
        assertFalse(Casts.exists(DataType.STRING, DataType.INTERVAL));
        assertFalse(Casts.exists(DataType.STRING, DataType.BINARY));
        assertFalse(Casts.exists(DataType.BINARY, DataType.STRING));
        assertTrue(Casts.exists(DataType.DATE, MICROS));
        assertFalse(Casts.exists(DataType.DATE, UTC));
        assertTrue(Casts.exists(MICROS, DataType.DATE));
        assertTrue(Casts.exists(MICROS, UTC));
        assertFalse(Casts.exists(MICROS, DataType.INT64));
        assertTrue(Casts.exists(DataType.NULL, DataType.DATE));
    }

    @Test
    void someCastsKeepTheOrder() {
        keeps(DataType.INT32, DataType.INT64);
        keeps(DataType.UINT32, DataType.INT64);
        keeps(DataType.INT32, DataType.FLOAT64);
        keeps(DataType.INT16, DataType.FLOAT32);
        keeps(DataType.INT64, DataType.decimal(38, 3));
        keeps(DataType.decimal(10, 2), DataType.decimal(12, 3));
        keeps(DataType.FLOAT32, DataType.FLOAT64);
        keeps(DataType.DATE, MICROS);
        keeps(DataType.timestamp(Resolution.MILLIS), MICROS);
        keeps(DataType.time(Resolution.MILLIS), DataType.time(Resolution.MICROS));
        keeps(DataType.fixedBinary(3), DataType.BINARY);
        mayLose(DataType.INT64, DataType.INT32);
        mayLose(DataType.INT64, DataType.FLOAT64);
        mayLose(DataType.INT32, DataType.FLOAT32);
        mayLose(DataType.INT32, DataType.UINT32);
        mayLose(DataType.INT64, DataType.decimal(20, 10));
        mayLose(DataType.decimal(10, 2), DataType.decimal(10, 3));
        mayLose(DataType.decimal(10, 2), DataType.FLOAT64);
        mayLose(DataType.FLOAT64, DataType.FLOAT32);
        mayLose(DataType.FLOAT64, DataType.decimal(38, 10));
        mayLose(MICROS, DataType.DATE);
        mayLose(MICROS, DataType.timestamp(Resolution.MILLIS));
        mayLose(MICROS, UTC);
        mayLose(DataType.INT32, DataType.STRING);
        mayLose(DataType.STRING, DataType.DATE);
    }

    private static void keeps(DataType from, DataType to) {
        assertTrue(Casts.keepsOrder(from, to), from + " to " + to);
    }

    private static void mayLose(DataType from, DataType to) {
        assertFalse(Casts.keepsOrder(from, to), from + " to " + to);
    }
}
