package dev.colonnade.source;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Resolution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;

/** Constants beside the bytes that files store for them. */
final class Encodings {
    record Case(Object value, DataType column, DataType stored, String physical, String hex) {}

    private static final DataType MICROS = DataType.timestamp(Resolution.MICROS);
    private static final DataType MILLIS = DataType.timestamp(Resolution.MILLIS);

    private Encodings() {}

    static List<Case> all() {
        BigDecimal minus = new BigDecimal("-1.28");
        DataType money = DataType.decimal(9, 2);
        return List.of(
                of(1, DataType.INT32, "INT32", "01000000"),
                of((byte) -1, DataType.INT8, "INT32", "ffffffff"),
                new Case(-1, DataType.INT32, DataType.INT8, "INT32", "ffffffff"),
                new Case(300, DataType.INT32, DataType.INT8, "INT32", "unknown"),
                of(4_294_967_295L, DataType.UINT32, "INT32", "ffffffff"),
                of(258L, DataType.INT64, "INT64", "0201000000000000"),
                new Case(258L, DataType.INT64, DataType.INT32, "INT32", "02010000"),
                of(BigInteger.TWO.pow(64).subtract(BigInteger.ONE), DataType.UINT64, "INT64", "ffffffffffffffff"),
                of(1.0f, DataType.FLOAT32, "FLOAT", "0000803f"),
                of(1.0, DataType.FLOAT64, "DOUBLE", "000000000000f03f"),
                of(-0.0, DataType.FLOAT64, "DOUBLE", "0000000000000000 0000000000000080"),
                of(0.0f, DataType.FLOAT32, "FLOAT", "00000000 00000080"),
                of(Double.NaN, DataType.FLOAT64, "DOUBLE", "unknown"),
                new Case(1.0, DataType.FLOAT64, DataType.INT32, "INT32", "unknown"),
                of("\u00E9a", DataType.STRING, "BYTE_ARRAY", "c3a961"),
                of("\uD800", DataType.STRING, "BYTE_ARRAY", "unknown"),
                of(new byte[] {1, 2}, DataType.BINARY, "BYTE_ARRAY", "0102"),
                of(new byte[] {1, 2}, DataType.fixedBinary(2), "FIXED_LEN_BYTE_ARRAY(2)", "0102"),
                of(new UUID(1, 2), DataType.UUID, "FIXED_LEN_BYTE_ARRAY(16)", "00000000000000010000000000000002"),
                of(minus, money, "INT32", "80ffffff"),
                of(minus, money, "INT64", "80ffffffffffffff"),
                of(minus, money, "FIXED_LEN_BYTE_ARRAY(3)", "ffff80"),
                of(minus, money, "BYTE_ARRAY", "unknown"),
                new Case(new BigDecimal("1.5"), money, DataType.decimal(5, 1), "INT32", "0f000000"),
                new Case(new BigDecimal("1.55"), money, DataType.decimal(5, 1), "INT32", "unknown"),
                of(LocalDate.EPOCH.minusDays(1), DataType.DATE, "INT32", "ffffffff"),
                of(LocalTime.of(0, 0, 1), DataType.time(Resolution.MILLIS), "INT32", "e8030000"),
                of(LocalDateTime.of(1970, 1, 1, 0, 0, 0, 1_000), MICROS, "INT64", "0100000000000000"),
                new Case(LocalDateTime.of(1970, 1, 1, 0, 0, 1), MICROS, MILLIS, "INT64", "e803000000000000"),
                new Case(LocalDateTime.of(1970, 1, 1, 0, 0, 0, 1_000), MICROS, MILLIS, "INT64", "unknown"),
                of(LocalDateTime.of(1970, 1, 1, 0, 0), MICROS, "INT96", "unknown"),
                of(Instant.ofEpochSecond(0, 1), DataType.timestampUtc(Resolution.NANOS), "INT64", "0100000000000000"),
                of(true, DataType.BOOL, "BOOLEAN", "unknown"));
    }

    private static Case of(Object value, DataType type, String physical, String hex) {
        return new Case(value, type, type, physical, hex);
    }
}
