package dev.colonnade.cli;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The Java value of a parameter that was typed on a command line. */
final class ParameterValue {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]*\\.[0-9]+");
    private static final Pattern DATE_LIKE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}.*");
    private static final List<Function<String, Object>> DATES =
            List.of(LocalDate::parse, LocalDateTime::parse, Instant::parse);

    private ParameterValue() {}

    /**
     * {@code true} and {@code false} are booleans; digits are a long or, beyond that, a decimal; digits with a point are a
     * decimal; ISO dates, local timestamps and UTC timestamps are those; text in single quotes is the string between them;
     * everything else is a string as it stands.
     */
    static Object parse(String text) {
        if (text.length() >= 2 && text.startsWith("'") && text.endsWith("'")) {
            return text.substring(1, text.length() - 1);
        }
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        if (INTEGER.matcher(text).matches()) {
            BigInteger value = new BigInteger(text);
            if (value.bitLength() < Long.SIZE) {
                return value.longValue();
            }
            return new BigDecimal(value);
        }
        if (DECIMAL.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        return DATE_LIKE.matcher(text).matches() ? dateOrText(text) : text;
    }

    private static Object dateOrText(String text) {
        for (Function<String, Object> parser : DATES) {
            try {
                return parser.apply(text);
            } catch (DateTimeException e) {
                continue; // the next format may fit
            }
        }
        return text;
    }
}
