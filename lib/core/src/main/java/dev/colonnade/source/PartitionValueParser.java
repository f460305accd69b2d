package dev.colonnade.source;

import dev.colonnade.type.DataType;
import dev.colonnade.type.DataTypeVisitor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.UUID;

/**
 * One text read as each type; empty, or an exception of the number or date classes, where it does not fit.
 *
 * <p>Dates and times are ISO; a timestamp may have a blank instead of the {@code T}, and a UTC one may leave out the
 * {@code Z}.
 */
record PartitionValueParser(String text) implements DataTypeVisitor<Optional<Object>> {
    @Override
    public Optional<Object> visitNull(DataType.NullType type) {
        return Optional.empty();
    }

    @Override
    public Optional<Object> visitBool(DataType.BoolType type) {
        return text.equals("true") || text.equals("false") ? Optional.of(text.equals("true")) : Optional.empty();
    }

    @Override
    public Optional<Object> visitInt(DataType.IntType type) {
        BigInteger value = new BigInteger(text);
        int magnitudeBits = type.signed() ? type.bits() - 1 : type.bits();
        if (value.bitLength() > magnitudeBits || !type.signed() && value.signum() < 0) {
            return Optional.empty();
        }
        int width = type.signed() ? type.bits() : type.bits() * 2;
        return Optional.of(
                switch (width) {
                    case 8 -> value.byteValueExact();
                    case 16 -> value.shortValueExact();
                    case 32 -> value.intValueExact();
                    case 64 -> value.longValueExact();
                    default -> value;
                });
    }

    @Override
    public Optional<Object> visitFloat(DataType.FloatType type) {
        double value = Double.parseDouble(text);
        if (type.bits() == 64) {
            return Optional.of(value);
        }
        return type.bits() == 32 ? Optional.of(Float.parseFloat(text)) : Optional.empty();
    }

    @Override
    public Optional<Object> visitDecimal(DataType.DecimalType type) {
        BigDecimal value = new BigDecimal(text).setScale(type.scale());
        return value.precision() <= type.precision() ? Optional.of(value) : Optional.empty();
    }

    @Override
    public Optional<Object> visitString(DataType.StringType type) {
        return Optional.of(text);
    }

    @Override
    public Optional<Object> visitBinary(DataType.BinaryType type) {
        return Optional.empty();
    }

    @Override
    public Optional<Object> visitFixedBinary(DataType.FixedBinaryType type) {
        return Optional.empty();
    }

    @Override
    public Optional<Object> visitUuid(DataType.UuidType type) {
        if (text.length() != 36) {
            return Optional.empty();
        }
        UUID value = UUID.fromString(text);
        return value.toString().equalsIgnoreCase(text) ? Optional.of(value) : Optional.empty();
    }

    @Override
    public Optional<Object> visitDate(DataType.DateType type) {
        LocalDate canonical = CanonicalDate.parse(text);
        return Optional.of(canonical == null ? LocalDate.parse(text) : canonical);
    }

    @Override
    public Optional<Object> visitTime(DataType.TimeType type) {
        LocalTime value = LocalTime.parse(text);
        boolean fits = value.getNano() % (1_000_000_000L / type.unit().perSecond()) == 0;
        return fits ? Optional.of(value) : Optional.empty();
    }

    @Override
    public Optional<Object> visitTimestamp(DataType.TimestampType type) {
        String iso = text.replace(' ', 'T');
        Object value;
        int nanos;
        if (type.utc()) {
            Instant instant = Instant.parse(iso.endsWith("Z") ? iso : iso + "Z");
            value = instant;
            nanos = instant.getNano();
        } else {
            LocalDateTime local = LocalDateTime.parse(iso);
            value = local;
            nanos = local.getNano();
        }
        boolean fits = nanos % (1_000_000_000L / type.unit().perSecond()) == 0;
        return fits ? Optional.of(value) : Optional.empty();
    }

    @Override
    public Optional<Object> visitInterval(DataType.IntervalType type) {
        return Optional.empty();
    }

    @Override
    public Optional<Object> visitList(DataType.ListType type) {
        return Optional.empty();
    }

    @Override
    public Optional<Object> visitStruct(DataType.StructType type) {
        return Optional.empty();
    }

    @Override
    public Optional<Object> visitMap(DataType.MapType type) {
        return Optional.empty();
    }
}
