package dev.colonnade.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Resolution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class LiteralConversionTest {
    private static void converts(Object value, DataType target, Object expected) {
        assertEquals(LiteralValue.of(expected, target), LiteralConversion.exact(LiteralValue.ofJava(value), target));
    }

    private static void refuses(Object value, DataType target) {
        assertNull(LiteralConversion.exact(LiteralValue.ofJava(value), target));
    }

    @Test
    void numbersByTheirDecimalValue() {
        converts(5, DataType.INT8, (byte) 5);
        refuses(128, DataType.INT8);
        converts(128, DataType.UINT8, (short) 128);
        refuses(-1, DataType.UINT64);
        converts(new BigInteger("18446744073709551615"), DataType.UINT64, new BigInteger("18446744073709551615"));
        refuses(new BigInteger("18446744073709551616"), DataType.UINT64);
        converts(2.0, DataType.INT64, 2L);
        refuses(2.5, DataType.INT64);
        refuses(Double.NaN, DataType.INT64);
        converts(0.1, DataType.decimal(3, 2), new BigDecimal("0.10"));
        refuses(0.125, DataType.decimal(3, 2));
        refuses(100, DataType.decimal(3, 2));
        converts(0, DataType.decimal(3, 3), new BigDecimal("0.000"));
        converts(1L << 53, DataType.FLOAT64, 9007199254740992.0);
        refuses((1L << 53) + 1, DataType.FLOAT64);
        converts(new BigDecimal("0.1"), DataType.FLOAT64, 0.1);
        refuses(new BigDecimal("0.10000000000000001"), DataType.FLOAT64);
        converts(0.5, DataType.FLOAT32, 0.5f);
        refuses(0.1, DataType.FLOAT32);
        converts(Double.NaN, DataType.FLOAT32, Float.NaN);
        refuses(16_777_217, DataType.FLOAT32);
        converts(-0.0, DataType.FLOAT32, -0.0f);
        refuses(1, DataType.FLOAT16);
        refuses(1, DataType.STRING);
    }

    @Test
    void textsByTheirIsoForm() {
        converts("2024-02-29", DataType.DATE, LocalDate.of(2024, 2, 29));
        refuses("2024-02-30", DataType.DATE);
        refuses("29.02.2024", DataType.DATE);
        converts("12:30:00.001", DataType.time(Resolution.MILLIS), LocalTime.of(12, 30, 0, 1_000_000));
        refuses("12:30:00.0001", DataType.time(Resolution.MILLIS));
        converts("2024-02-29", DataType.timestamp(Resolution.MILLIS), LocalDateTime.of(2024, 2, 29, 0, 0));
        converts("2024-02-29 01:02", DataType.timestamp(Resolution.MICROS), LocalDateTime.of(2024, 2, 29, 1, 2));
        refuses("2024-02-29T01:02Z", DataType.timestamp(Resolution.MICROS));
        converts("2024-02-29T01:02Z", DataType.timestampUtc(Resolution.MICROS), Instant.parse("2024-02-29T01:02:00Z"));
        refuses("2024-02-29T01:02", DataType.timestampUtc(Resolution.MICROS));
        converts(
                "123e4567-e89b-12d3-a456-426614174000",
                DataType.UUID,
                java.util.UUID.fromString("123e4567-e89b-12d3-a456-426614174000"));
        refuses("1-2-3-4-5", DataType.UUID);
        refuses("5", DataType.INT32);
    }

    @Test
    void timesInUnitsThatHoldThem() {
        LocalDateTime fine = LocalDateTime.of(2024, 1, 1, 0, 0, 0, 1_500);
        converts(fine, DataType.timestamp(Resolution.NANOS), fine);
        refuses(fine, DataType.timestamp(Resolution.MICROS));
        refuses(fine, DataType.timestampUtc(Resolution.NANOS));
        converts(LocalDate.EPOCH, DataType.timestamp(Resolution.MILLIS), LocalDate.EPOCH.atStartOfDay());
        refuses(LocalDate.EPOCH, DataType.timestampUtc(Resolution.MILLIS));
        refuses(Instant.EPOCH, DataType.timestamp(Resolution.MILLIS));
        refuses(LocalDate.EPOCH.atStartOfDay(), DataType.DATE);
    }

    @Test
    void bytesByWidth() {
        byte[] two = {1, 2};
        converts(two, DataType.fixedBinary(2), two);
        refuses(two, DataType.fixedBinary(3));
    }

    @Test
    void nullIsNullOfEveryType() {
        assertEquals(LiteralValue.of(null, DataType.DATE), LiteralConversion.exact(LiteralValue.NULL, DataType.DATE));
    }

    @Test
    void ticksCountFromTheEpoch() {
        assertEquals(-1, LiteralConversion.ticks(Instant.EPOCH.minusNanos(1), Resolution.MILLIS));
        assertEquals(86_400_000_000L, LiteralConversion.ticks(LocalDateTime.of(1970, 1, 2, 0, 0), Resolution.MICROS));
    }
}
