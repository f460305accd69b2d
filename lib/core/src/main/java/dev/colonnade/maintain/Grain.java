package dev.colonnade.maintain;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalUnit;

/** How much time a partition spans. */
public enum Grain {
    HOUR(ChronoUnit.HOURS, 1),
    DAY(ChronoUnit.DAYS, 1),
    /** From a Monday on. */
    WEEK(ChronoUnit.WEEKS, 1),
    MONTH(ChronoUnit.MONTHS, 1),
    QUARTER(ChronoUnit.MONTHS, 3),
    YEAR(ChronoUnit.YEARS, 1);

    private final TemporalUnit unit;
    private final int amount;

    Grain(TemporalUnit unit, int amount) {
        this.unit = unit;
        this.amount = amount;
    }

    LocalDateTime after(LocalDateTime start) {
        return start.plus(amount, unit);
    }

    /** Whether a span of this grain can begin then. */
    boolean begins(LocalDateTime time) {
        return time.equals(start(time));
    }

    /** The beginning of the span that the moment lies in. */
    LocalDateTime start(LocalDateTime time) {
        LocalDateTime day = time.truncatedTo(ChronoUnit.DAYS);
        return switch (this) {
            case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
            case DAY -> day;
            case WEEK -> day.minusDays(day.getDayOfWeek().getValue() - 1L);
            case MONTH -> day.withDayOfMonth(1);
            case QUARTER -> day.withDayOfMonth(1).withMonth((day.getMonthValue() - 1) / 3 * 3 + 1);
            case YEAR -> day.withDayOfYear(1);
        };
    }
}
