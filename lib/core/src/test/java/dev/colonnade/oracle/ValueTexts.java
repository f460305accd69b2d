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

    private static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    private static final int DAY_LENGTH = 10;
    private static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,9})?)?";

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

    /**
     * Reads the grammars of {@code docs/design/oracle.md}.
     *
     * @throws OracleError if the text is no value of the type
     */
    static Object parse(String text, DataType to) {
        try {
            return parsed(text, to);
        } catch (NumberFormatException | DateTimeException doesNotParse) {
            throw new OracleError("'" + text + "' is no " + to);
        }
    }

    private static Object parsed(String text, DataType to) {
        String trimmed = text.replaceAll("^[ \\t\\r\\n]+|[ \\t\\r\\n]+$", "");
        if (to instanceof DataType.IntType integer) {
            return Numbers.integer(new BigInteger(required(trimmed, "[+-]?[0-9]+")), integer);
        }
        if (to instanceof DataType.DecimalType decimal) {
            return Numbers.decimal(new BigDecimal(required(trimmed, "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)")), decimal);
        }
        if (to instanceof DataType.FloatType real) {
            return real(trimmed.toLowerCase(Locale.ROOT), real);
        }
        if (to instanceof DataType.BoolType) {
            return required(trimmed.toLowerCase(Locale.ROOT), "true|false").equals("true");
        }
        if (to instanceof DataType.DateType) {
            return LocalDate.parse(required(text, DAY));
        }
        if (to instanceof DataType.TimeType time) {
            return Conversions.cut(LocalTime.parse(required(text, TIME)), time.unit());
        }
        if (to instanceof DataType.TimestampType timestamp) {
            return timestamp(text, timestamp);
        }
        return UUID.fromString(required(text, "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"));
    }

    private static String required(String text, String pattern) {
        if (!text.matches(pattern)) {
            throw new NumberFormatException(text);
        }
        return text;
    }

    private static Object real(String text, DataType.FloatType to) {
        if (text.matches("nan|[+-]?inf(inity)?")) {
            double special = text.equals("nan")
                    ? Double.NaN
                    : text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            return Conversions.real(special, to);
        }
        String number = required(text, "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[+-]?[0-9]+)?");
        Number nearest = to.bits() == 64 ? (Number) Double.valueOf(number) : (Number) Float.valueOf(number);
        if (Double.isInfinite(nearest.doubleValue())) {
            throw new OracleError(text + " is no " + to);
        }
        return nearest;
    }

    private static Object timestamp(String text, DataType.TimestampType to) {
        String zone = to.utc() ? "(Z|[+-][0-9]{2}(:?[0-9]{2})?)?" : "";
        String iso = required(text, DAY + "([ T]" + TIME + zone + ")?").replace(' ', 'T');
        if (iso.length() == DAY_LENGTH) {
            return Times.timestamp(LocalDate.parse(iso).atStartOfDay(), to);
        }
        int end = iso.replaceFirst("(Z|[+-][0-9:]+)$", "").length();
        int offset = iso.length() - end;
        boolean zoned = offset > 0 && end > DAY_LENGTH;
        LocalDateTime local = LocalDateTime.parse(zoned ? iso.substring(0, end) : iso);
        int seconds = zoned ? ZoneOffset.of(iso.substring(end)).getTotalSeconds() : 0;
        return Times.timestamp(local.minusSeconds(seconds), to);
    }
}
