package dev.colonnade.source;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Dates spelled {@code 2024-01-31}, which is how most directories do; read without a formatter, which takes its time to start. */
final class CanonicalDate {
    private static final int LENGTH = 10;

    private CanonicalDate() {}

    /** Null if the text is spelled in another way, or is no day of the calendar. */
    static @Nullable LocalDate parse(String text) {
        if (text.length() != LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, LENGTH);
        if (year < 0 || month < 0 || day < 0) {
            return null;
        }
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException noDay) {
            return null;
        }
    }

    /** Negative if there is anything but the digits of ASCII. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
