package dev.colonnade.source;

import dev.colonnade.type.DataType;
import dev.colonnade.type.DataType.DecimalType;
import dev.colonnade.type.DataType.FloatType;
import dev.colonnade.type.DataType.IntType;
import dev.colonnade.type.DataType.ListType;
import dev.colonnade.type.DataType.MapType;
import dev.colonnade.type.DataType.StructType;
import dev.colonnade.type.DataType.TimeType;
import dev.colonnade.type.DataType.TimestampType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The smallest type that holds the values of two types without loss. */
public final class Widening {
    private Widening() {}

    /** Empty if there is none. The order of the arguments decides nothing but the order of struct fields. */
    public static Optional<DataType> widen(DataType a, DataType b) {
        if (a.equals(b) || b instanceof DataType.NullType) {
            return Optional.of(a);
        }
        if (a instanceof DataType.NullType) {
            return Optional.of(b);
        }
        if (a.isNumeric() && b.isNumeric()) {
            return numbers(a, b);
        }
        if (a instanceof TimestampType x && b instanceof TimestampType y) {
            return x.utc() == y.utc()
                    ? Optional.of(new TimestampType(finer(x.unit(), y.unit()), x.utc()))
                    : Optional.empty();
        }
        if (a instanceof TimeType x && b instanceof TimeType y) {
            return Optional.of(DataType.time(finer(x.unit(), y.unit())));
        }
        if (isBytes(a) && isBytes(b)) {
            return Optional.of(DataType.BINARY);
        }
        return nested(a, b);
    }

    private static Optional<DataType> numbers(DataType a, DataType b) {
        if (a instanceof IntType x && b instanceof IntType y) {
            return integers(x, y);
        }
        if (a instanceof FloatType x && b instanceof FloatType y) {
            return Optional.of(x.bits() > y.bits() ? x : y);
        }
        if (a instanceof IntType x && b instanceof FloatType y) {
            return intAndFloat(x, y);
        }
        if (a instanceof FloatType x && b instanceof IntType y) {
            return intAndFloat(y, x);
        }
        Optional<DecimalType> x = asDecimal(a);
        Optional<DecimalType> y = asDecimal(b);
        return x.isPresent() && y.isPresent() ? decimals(x.get(), y.get()) : Optional.empty();
    }

    private static Optional<DataType> integers(IntType a, IntType b) {
        if (a.signed() == b.signed()) {
            return Optional.of(a.bits() > b.bits() ? a : b);
        }
        IntType unsigned = a.signed() ? b : a;
        IntType signed = a.signed() ? a : b;
        int bits = Math.max(signed.bits(), unsigned.bits() * 2);
        return bits <= 64 ? Optional.of(new IntType(bits, true)) : Optional.empty();
    }

    /** A float of n bits holds every integer of fewer bits than its significand. */
    private static Optional<DataType> intAndFloat(IntType integer, FloatType real) {
        if (integer.bits() == 64) {
            return Optional.empty();
        }
        int needed = integer.bits() == 8 ? 16 : integer.bits() == 16 ? 32 : 64;
        return Optional.of(new FloatType(Math.max(needed, real.bits())));
    }

    private static Optional<DecimalType> asDecimal(DataType type) {
        if (type instanceof DecimalType decimal) {
            return Optional.of(decimal);
        }
        if (type instanceof IntType integer) {
            int digits =
                    switch (integer.bits()) {
                        case 8 -> 3;
                        case 16 -> 5;
                        case 32 -> 10;
                        default -> integer.signed() ? 19 : 20;
                    };
            return Optional.of(DataType.decimal(digits, 0));
        }
        return Optional.empty();
    }

    private static Optional<DataType> decimals(DecimalType a, DecimalType b) {
        int scale = Math.max(a.scale(), b.scale());
        int precision = Math.max(a.precision() - a.scale(), b.precision() - b.scale()) + scale;
        return precision <= DecimalType.MAX_PRECISION
                ? Optional.of(DataType.decimal(precision, scale))
                : Optional.empty();
    }

    private static Resolution finer(Resolution a, Resolution b) {
        return a.perSecond() > b.perSecond() ? a : b;
    }

    private static boolean isBytes(DataType type) {
        return type instanceof DataType.BinaryType || type instanceof DataType.FixedBinaryType;
    }

    private static Optional<DataType> nested(DataType a, DataType b) {
        if (a instanceof ListType x && b instanceof ListType y) {
            return field(x.element(), y.element()).map(DataType::list);
        }
        if (a instanceof MapType x && b instanceof MapType y) {
            Optional<Field> value = field(x.value(), y.value());
            return field(x.key(), y.key()).flatMap(key -> value.map(v -> DataType.map(key, v)));
        }
        return a instanceof StructType x && b instanceof StructType y ? structs(x, y) : Optional.empty();
    }

    private static Optional<DataType> structs(StructType a, StructType b) {
        Map<String, Field> theirs = new LinkedHashMap<>();
        b.fields().forEach(field -> theirs.put(field.name(), field));
        List<Field> fields = new ArrayList<>();
        for (Field ours : a.fields()) {
            Field other = theirs.remove(ours.name());
            Optional<Field> merged = other == null ? Optional.of(ours.asNullable()) : field(ours, other);
            if (merged.isEmpty()) {
                return Optional.empty();
            }
            fields.add(merged.get());
        }
        theirs.values().forEach(field -> fields.add(field.asNullable()));
        return Optional.of(DataType.struct(fields));
    }

    private static Optional<Field> field(Field a, Field b) {
        return widen(a.type(), b.type()).map(type -> new Field(a.name(), type, a.nullable() || b.nullable()));
    }
}
