package dev.colonnade.maintain;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.BitSet;
import java.util.List;

/**
 * Five fields: minute, hour, day of the month, month, day of the week (0 and 7 are Sunday), each {@code *}, a number, a name
 * ({@code JAN}, {@code MON}), a range {@code a-b}, a list {@code a,b}, each with a step {@code /n}. Where both days are given, either
 * suffices, as in {@code cron(8)}.
 *
 * <p>Where clocks are put forward, what was due within the gap is due at its end; where they are put back, what has fixed hours is
 * due once, and what runs in every hour goes on.
 */
final class Cron {
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    /** Longer than between any two leap days. */
    private static final int YEARS = 9;

    private final String text;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean everyHour;
    private final boolean everyDay;
    private final boolean everyWeekday;

    private Cron(String text, String[] fields) {
        this.text = text;
        this.minutes = CronField.parse(text, fields[0], 0, 59, List.of());
        this.hours = CronField.parse(text, fields[1], 0, 23, List.of());
        this.days = CronField.parse(text, fields[2], 1, 31, List.of());
        this.months = CronField.parse(text, fields[3], 1, 12, MONTHS);
        BitSet week = CronField.parse(text, fields[4], 0, 7, DAYS);
        if (week.get(7)) {
            week.set(0);
        }
        this.weekdays = week;
        this.everyHour = hours.cardinality() == 24;
        this.everyDay = fields[2].startsWith("*");
        this.everyWeekday = fields[4].startsWith("*");
    }

    /** @throws ColonnadeException INVALID_ARGUMENT if it is none, or is never due */
    static Cron parse(String text) {
        String[] fields = text.strip().split("\\s+");
        if (fields.length != 5) {
            throw refused(
                    text, "has " + fields.length + " fields and not minute, hour, day of month, month, day of week");
        }
        Cron cron = new Cron(text.strip(), fields);
        LocalDate leapYear = LocalDate.of(2024, 1, 1);
        for (int day = 0; day < 366 * YEARS; day++) {
            if (cron.matches(leapYear.plusDays(day))) {
                return cron;
            }
        }
        throw refused(text, "names a day that no month has");
    }

    static ColonnadeException refused(String text, String why) {
        return new ColonnadeException(
                ErrorCode.INVALID_ARGUMENT,
                "The schedule '" + text + "' " + why
                        + ": write five fields, such as '30 2 * * *' for 2:30 every night.");
    }

    /** The first moment after {@code after} at which it is due. */
    ZonedDateTime next(ZonedDateTime after) {
        ZonedDateTime minute = after.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        while (true) {
            if (!matches(minute.toLocalDate())) {
                minute = minute.toLocalDate().plusDays(1).atStartOfDay(minute.getZone());
            } else if (isDue(minute)) {
                return minute;
            } else {
                minute = minute.plusMinutes(1);
            }
        }
    }

    private boolean matches(LocalDate date) {
        if (!months.get(date.getMonthValue())) {
            return false;
        }
        boolean day = days.get(date.getDayOfMonth());
        boolean weekday = weekdays.get(date.getDayOfWeek().getValue() % 7);
        return everyDay || everyWeekday ? day && weekday : day || weekday;
    }

    private boolean isDue(ZonedDateTime minute) {
        boolean now = isDue(minute.toLocalDateTime());
        if (everyHour) {
            return now;
        }
        return now && minute.equals(minute.withEarlierOffsetAtOverlap()) || isDueInGapBefore(minute);
    }

    private boolean isDue(LocalDateTime time) {
        return hours.get(time.getHour()) && minutes.get(time.getMinute());
    }

    private boolean isDueInGapBefore(ZonedDateTime minute) {
        ZoneId zone = minute.getZone();
        ZoneOffsetTransition change =
                zone.getRules().previousTransition(minute.toInstant().plusNanos(1));
        if (change == null || !change.isGap() || !change.getInstant().equals(minute.toInstant())) {
            return false;
        }
        for (LocalDateTime t = change.getDateTimeBefore();
                t.isBefore(change.getDateTimeAfter());
                t = t.plusMinutes(1)) {
            if (matches(t.toLocalDate()) && isDue(t)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return text;
    }
}
