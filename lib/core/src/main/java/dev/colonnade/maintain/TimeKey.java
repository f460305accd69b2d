package dev.colonnade.maintain;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.time.format.DateTimeFormatter;

/**
 * Says which partition key is a time, where its name and type do not.
 *
 * @param column the key
 * @param pattern how its values are written, in the letters {@code yyyy MM dd HH} of {@link DateTimeFormatter}; empty for dates and
 *     timestamps
 * @param grain how much time a value spans
 */
public record TimeKey(String column, String pattern, Grain grain) {
    public TimeKey {
        if (!pattern.isEmpty()) {
            grainOf(pattern);
        }
    }

    /** A key of numbers or strings such as {@code 20240131} ({@code yyyyMMdd}) or {@code 2024-01} ({@code yyyy-MM}). */
    public static TimeKey of(String column, String pattern) {
        return new TimeKey(column, pattern, grainOf(pattern));
    }

    /** A key of dates or timestamps, each the beginning of a span. */
    public static TimeKey of(String column, Grain grain) {
        return new TimeKey(column, "", grain);
    }

    private static Grain grainOf(String pattern) {
        boolean year = pattern.contains("yyyy");
        boolean month = pattern.contains("MM");
        boolean day = pattern.contains("dd");
        boolean hour = pattern.contains("HH");
        boolean letters = pattern.replaceAll("yyyy|MM|dd|HH|'[^']*'", "").matches("[^A-Za-z]*");
        if (!letters || !year || day && !month || hour && !day) {
            throw new ColonnadeException(
                    ErrorCode.INVALID_ARGUMENT,
                    "A pattern of time keys has yyyy, then maybe MM, dd and HH, unlike '" + pattern + "'.");
        }
        return hour ? Grain.HOUR : day ? Grain.DAY : month ? Grain.MONTH : Grain.YEAR;
    }
}
