package dev.colonnade.oracle;

import dev.colonnade.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.UUID;

/** Casts to and from strings. */
final class ValueTexts {
    private static final DateTimeFormatter CLOCK = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    private ValueTexts() {}

    static String write(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof LocalTime time) {
            return CLOCK.format(time);
        }
        if (value instanceof LocalDateTime local) {
            return local.toLocalDate() + " " + CLOCK.format(local);
        }
        if (value instanceof Instant instant) {
            return write(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)) + "+00";
        }
        return value.toString();
    }

    /** @throws OracleError if the text is no value of the type */
    static Object parse(String text, DataType to) {
        try {
            if (to.isNumeric()) {
                return number(text.strip(), to);
            }
            if (to instanceof DataType.BoolType) {
                return bool(text.strip().toLowerCase(Locale.ROOT));
            }
            if (to instanceof DataType.DateType) {
                return LocalDate.parse(text);
            }
            if (to instanceof DataType.TimeType time) {
                return Conversions.cut(LocalTime.parse(text), time.unit());
            }
            if (to instanceof DataType.TimestampType timestamp) {
                return timestamp(text.replace(' ', 'T'), timestamp);
            }
            if (to instanceof DataType.UuidType) {
                return UUID.fromString(text);
            }
        } catch (NumberFormatException | DateTimeException doesNotParse) {
            throw new OracleError("'" + text + "' is no " + to);
        }
        throw new IllegalArgumentException("No cast of a string to " + to);
    }

    private static Object number(String text, DataType to) {
        if (to instanceof DataType.IntType integer) {
            return Numbers.integer(new BigInteger(text), integer);
        }
        if (to instanceof DataType.DecimalType decimal) {
            return Numbers.decimal(new BigDecimal(text), decimal);
        }
        return Conversions.real(new BigDecimal(text), (DataType.FloatType) to);
    }

    private static Object bool(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new OracleError("'" + text + "' is no bool");
        }
        return text.equals("true");
    }

    private static Object timestamp(String iso, DataType.TimestampType to) {
        LocalDateTime local = iso.indexOf('T') < 0 ? LocalDate.parse(iso).atStartOfDay() : LocalDateTime.parse(iso);
        return Times.timestamp(local, to);
    }
}
