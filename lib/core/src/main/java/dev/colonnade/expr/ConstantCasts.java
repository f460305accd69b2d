package dev.colonnade.expr;

import dev.colonnade.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Casts of constants that give the same on every engine. */
final class ConstantCasts {
    private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,40}");

    private ConstantCasts() {}

    /** The value as {@code target}; null if it does not fit or only an engine can tell. */
    static @Nullable Object apply(LiteralValue literal, DataType target) {
        Object value = literal.value();
        if (target instanceof DataType.FloatType real && literal.type().isNumeric() && value != null) {
            return real(value, real);
        }
        if (target instanceof DataType.IntType integer && value instanceof Boolean bool) {
            return LiteralConversion.integer(bool ? BigInteger.ONE : BigInteger.ZERO, integer);
        }
        if (target instanceof DataType.IntType integer && value instanceof String text) {
            return DIGITS.matcher(text).matches() ? LiteralConversion.integer(new BigInteger(text), integer) : null;
        }
        if (target instanceof DataType.DateType && value instanceof LocalDateTime timestamp) {
            return timestamp.toLocalDate();
        }
        if (target instanceof DataType.StringType) {
            return text(literal);
        }
        LiteralValue exact = LiteralConversion.exact(literal, target);
        return exact == null ? null : exact.value();
    }

    /** The nearest float, or null if that would turn a number into infinity. */
    private static @Nullable Object real(Object value, DataType.FloatType target) {
        BigDecimal decimal = LiteralConversion.decimal(value);
        if (decimal == null) {
            double special = ((Number) value).doubleValue();
            return target.bits() == 64 ? (Object) special : (Object) (float) special;
        }
        boolean isReal = value instanceof Double || value instanceof Float;
        double nearest = isReal ? ((Number) value).doubleValue() : decimal.doubleValue();
        if (target.bits() == 64) {
            return nearest;
        }
        float narrow = isReal ? (float) nearest : decimal.floatValue();
        return target.bits() == 32 && Float.isFinite(narrow) ? (Object) narrow : null;
    }

    private static @Nullable Object text(LiteralValue literal) {
        Object value = literal.value();
        boolean plain = literal.type() instanceof DataType.IntType
                || value instanceof String
                || value instanceof LocalDate date && date.getYear() >= 0 && date.getYear() <= 9999;
        return plain && value != null ? value.toString() : null;
    }
}
