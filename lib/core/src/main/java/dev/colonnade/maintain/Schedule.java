package dev.colonnade.maintain;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** When something is done again. Immutable. */
public final class Schedule {
    private final @Nullable Cron cron;
    private final ZoneId zone;
    private final Duration delay;

    private Schedule(@Nullable Cron cron, ZoneId zone, Duration delay) {
        this.cron = cron;
        this.zone = zone;
        this.delay = delay;
    }

    /**
     * Five fields in the zone of the system: minute, hour, day of month, month, day of week. {@code 30 2 * * *} is 2:30 every night,
     * {@code 0 4 * * SUN} four o'clock on Sundays, {@code *}{@code /15 * * * *} every quarter of an hour.
     *
     * @throws ColonnadeException INVALID_ARGUMENT if the text is none
     */
    public static Schedule cron(String text) {
        return cron(text, ZoneId.systemDefault());
    }

    /** As {@link #cron(String)}, by the clocks of a zone. */
    public static Schedule cron(String text, ZoneId zone) {
        return new Schedule(Cron.parse(text), zone, Duration.ZERO);
    }

    /** So long after the start and after the end of each run. @throws ColonnadeException INVALID_ARGUMENT */
    public static Schedule every(Duration delay) {
        if (delay.isNegative() || delay.isZero()) {
            throw new ColonnadeException(
                    ErrorCode.INVALID_ARGUMENT, "Between two runs lies more than nothing, not " + delay + ".");
        }
        return new Schedule(null, ZoneId.of("UTC"), delay);
    }

    /** The next moment, if the last run ended, or the schedule began, at {@code last}. */
    public Instant next(Instant last) {
        return cron == null ? last.plus(delay) : cron.next(last.atZone(zone)).toInstant();
    }

    @Override
    public String toString() {
        return cron == null ? "every " + delay : "at '" + cron + "' in " + zone;
    }
}
