package dev.colonnade.batch;

import dev.colonnade.type.DataType;
import dev.colonnade.type.DataTypeVisitor;
import dev.colonnade.type.Interval;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The Java class that {@link DataType} documents for the non-null values of a type. */
final class JavaClasses implements DataTypeVisitor<Class<?>> {
    private static final JavaClasses CLASSES = new JavaClasses();

    private JavaClasses() {}

    static Class<?> of(DataType type) {
        return type.accept(CLASSES);
    }

    @Override
    public Class<?> visitNull(DataType.NullType type) {
        return Object.class;
    }

    @Override
    public Class<?> visitBool(DataType.BoolType type) {
        return Boolean.class;
    }

    @Override
    public Class<?> visitInt(DataType.IntType type) {
        return switch (type.signed() ? type.bits() : type.bits() * 2) {
            case 8 -> Byte.class;
            case 16 -> Short.class;
            case 32 -> Integer.class;
            case 64 -> Long.class;
            default -> BigInteger.class;
        };
    }

    @Override
    public Class<?> visitFloat(DataType.FloatType type) {
        return type.bits() == 64 ? Double.class : Float.class;
    }

    @Override
    public Class<?> visitDecimal(DataType.DecimalType type) {
        return BigDecimal.class;
    }

    @Override
    public Class<?> visitString(DataType.StringType type) {
        return String.class;
    }

    @Override
    public Class<?> visitBinary(DataType.BinaryType type) {
        return byte[].class;
    }

    @Override
    public Class<?> visitFixedBinary(DataType.FixedBinaryType type) {
        return byte[].class;
    }

    @Override
    public Class<?> visitUuid(DataType.UuidType type) {
        return UUID.class;
    }

    @Override
    public Class<?> visitDate(DataType.DateType type) {
        return LocalDate.class;
    }

    @Override
    public Class<?> visitTime(DataType.TimeType type) {
        return LocalTime.class;
    }

    @Override
    public Class<?> visitTimestamp(DataType.TimestampType type) {
        return type.utc() ? Instant.class : LocalDateTime.class;
    }

    @Override
    public Class<?> visitInterval(DataType.IntervalType type) {
        return Interval.class;
    }

    @Override
    public Class<?> visitList(DataType.ListType type) {
        return List.class;
    }

    @Override
    public Class<?> visitStruct(DataType.StructType type) {
        return Map.class;
    }

    @Override
    public Class<?> visitMap(DataType.MapType type) {
        return Map.class;
    }
}
