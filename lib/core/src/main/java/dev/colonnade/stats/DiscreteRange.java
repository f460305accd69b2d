package dev.colonnade.stats;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Resolution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** Counts the values of a type between two of them, for types whose values can be counted. */
final class DiscreteRange {
    private DiscreteRange() {}

    /** Whether {@link #size} has an answer. */
    static boolean isDiscrete(DataType type) {
        return type instanceof DataType.IntType
                || type instanceof DataType.BoolType
                || type instanceof DataType.DecimalType
                || type instanceof DataType.DateType
                || type instanceof DataType.TimeType
                || type instanceof DataType.TimestampType;
    }

    /** How many values lie in [min, max], at most {@link Long#MAX_VALUE}; {@code min} is not above {@code max}. */
    static long size(DataType type, Object min, Object max) {
        BigInteger size = position(type, max).subtract(position(type, min)).add(BigInteger.ONE);
        return size.bitLength() < Long.SIZE ? size.longValueExact() : Long.MAX_VALUE;
    }

    private static BigInteger position(DataType type, Object value) {
        if (type instanceof DataType.BoolType) {
            return (Boolean) value ? BigInteger.ONE : BigInteger.ZERO;
        }
        if (type instanceof DataType.DecimalType decimal) {
            return ((BigDecimal) value).setScale(decimal.scale()).unscaledValue();
        }
        if (type instanceof DataType.DateType) {
            return BigInteger.valueOf(((LocalDate) value).toEpochDay());
        }
        if (type instanceof DataType.TimeType time) {
            return units(0, ((LocalTime) value).toNanoOfDay(), time.unit());
        }
        if (type instanceof DataType.TimestampType timestamp) {
            Instant instant = timestamp.utc() ? (Instant) value : ((LocalDateTime) value).toInstant(ZoneOffset.UTC);
            return units(instant.getEpochSecond(), instant.getNano(), timestamp.unit());
        }
        return new BigInteger(value.toString());
    }

    private static BigInteger units(long seconds, long nanos, Resolution unit) {
        return BigInteger.valueOf(seconds)
                .multiply(BigInteger.valueOf(unit.perSecond()))
                .add(BigInteger.valueOf(nanos / (Resolution.NANOS.perSecond() / unit.perSecond())));
    }
}
