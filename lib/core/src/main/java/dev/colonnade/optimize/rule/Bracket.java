package dev.colonnade.optimize.rule;

import dev.colonnade.expr.LiteralConversion;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a constant lies among the values of a narrower type.
 *
 * @param floor the greatest value of the type that is not above the constant, null if all are
 * @param ceiling the least value of the type that is not below the constant, null if all are
 */
record Bracket(@Nullable Object floor, @Nullable Object ceiling) {

    /** Whether the constant is a value of the type. */
    boolean isExact() {
        return floor != null && ceiling != null && Values.same(floor, ceiling);
    }

    /** The place of a constant that is not null; empty for types whose values have no known neighbours. */
    static Optional<Bracket> of(LiteralValue constant, DataType type) {
        Object value = constant.value();
        LiteralValue exact = LiteralConversion.exact(constant, type);
        if (exact != null && !(type instanceof DataType.FloatType)) {
            return Optional.of(new Bracket(exact.value(), exact.value()));
        }
        if (value instanceof Double real && type.equals(DataType.FLOAT32)) {
            return Optional.of(ofFloat(real));
        }
        if (value instanceof LocalDateTime time && type instanceof DataType.DateType) {
            LocalDate day = time.toLocalDate();
            return Optional.of(new Bracket(day, time.equals(day.atStartOfDay()) ? day : day.plusDays(1)));
        }
        if (type instanceof DataType.TimestampType timestamp) {
            return Optional.ofNullable(value).flatMap(v -> ofTimestamp(v, timestamp));
        }
        boolean numeric = type instanceof DataType.IntType || type instanceof DataType.DecimalType;
        BigDecimal number = numeric && value instanceof Number ? decimal((Number) value) : null;
        return number == null ? Optional.empty() : Optional.of(ofNumber(number, type));
    }

    private static @Nullable BigDecimal decimal(Number value) {
        boolean real = value instanceof Double || value instanceof Float;
        if (!real) {
            return new BigDecimal(value.toString());
        }
        return Double.isFinite(value.doubleValue()) ? new BigDecimal(value.doubleValue()) : null;
    }

    private static Bracket ofFloat(double value) {
        float nearest = (float) value;
        if (nearest == value || Double.isNaN(value)) {
            return new Bracket(nearest, nearest);
        }
        return nearest > value
                ? new Bracket(Math.nextDown(nearest), nearest)
                : new Bracket(nearest, Math.nextUp(nearest));
    }

    private static Optional<Bracket> ofTimestamp(Object value, DataType.TimestampType type) {
        long nanos = 1_000_000_000L / type.unit().perSecond();
        if (value instanceof LocalDateTime time && !type.utc()) {
            LocalDateTime floor = time.minusNanos(Math.floorMod(time.getNano(), nanos));
            return Optional.of(new Bracket(floor, floor.plusNanos(nanos)));
        }
        if (value instanceof Instant time && type.utc()) {
            Instant floor = time.minusNanos(Math.floorMod(time.getNano(), nanos));
            return Optional.of(new Bracket(floor, floor.plusNanos(nanos)));
        }
        return Optional.empty();
    }

    private static Bracket ofNumber(BigDecimal value, DataType type) {
        int scale = type instanceof DataType.DecimalType decimal ? decimal.scale() : 0;
        BigInteger least = bound(type, false);
        BigInteger greatest = bound(type, true);
        BigInteger below = value.setScale(scale, RoundingMode.FLOOR).unscaledValue();
        BigInteger above = value.setScale(scale, RoundingMode.CEILING).unscaledValue();
        return new Bracket(
                below.compareTo(least) < 0 ? null : javaValue(below.min(greatest), type),
                above.compareTo(greatest) > 0 ? null : javaValue(above.max(least), type));
    }

    /** The least or greatest value of an integer or decimal type, without its point. */
    private static BigInteger bound(DataType type, boolean greatest) {
        if (type instanceof DataType.DecimalType decimal) {
            BigInteger most = BigInteger.TEN.pow(decimal.precision()).subtract(BigInteger.ONE);
            return greatest ? most : most.negate();
        }
        DataType.IntType integer = (DataType.IntType) type;
        BigInteger span = BigInteger.ONE.shiftLeft(integer.signed() ? integer.bits() - 1 : integer.bits());
        return greatest ? span.subtract(BigInteger.ONE) : integer.signed() ? span.negate() : BigInteger.ZERO;
    }

    private static @Nullable Object javaValue(BigInteger unscaled, DataType type) {
        return type instanceof DataType.DecimalType decimal
                ? new BigDecimal(unscaled, decimal.scale())
                : LiteralConversion.integer(unscaled, (DataType.IntType) type);
    }
}
