package dev.colonnade.maintain;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.Optional;

/**
 * What becomes of partitions by their age, which is counted from the end of the span of time that their key stands for, in UTC. Ages are
 * {@link java.time.Period}s (days, months and years of the calendar) or {@link java.time.Duration}s. Immutable.
 *
 * @param archiveAfter from which age on they are moved to the archive; absent for never
 * @param archive the archive's directory
 * @param dropAfter from which age on they are taken out for good; absent for never
 * @param time which key is the time; absent for the one that is told by name or type
 * @param now when ages are counted; absent for the moment of the call
 */
public record Retention(
        Optional<TemporalAmount> archiveAfter,
        Optional<Path> archive,
        Optional<TemporalAmount> dropAfter,
        Optional<TimeKey> time,
        Optional<Instant> now) {
    public Retention {
        if (archiveAfter.isPresent() != archive.isPresent() || archiveAfter.isEmpty() && dropAfter.isEmpty()) {
            throw refused("Retention archives to some directory, drops, or does both");
        }
        if (archiveAfter.isPresent() && dropAfter.isPresent()) {
            LocalDateTime someDay = LocalDateTime.of(2024, 12, 31, 0, 0);
            if (!someDay.minus(dropAfter.get()).isBefore(someDay.minus(archiveAfter.get()))) {
                throw refused("Partitions are archived sooner than they are dropped, not after " + archiveAfter.get()
                        + " and " + dropAfter.get());
            }
        }
    }

    private static ColonnadeException refused(String why) {
        return new ColonnadeException(ErrorCode.INVALID_ARGUMENT, why + ".");
    }

    /** Keeps what is younger, takes out the rest. */
    public static Retention dropAfter(TemporalAmount age) {
        return new Retention(Optional.empty(), Optional.empty(), Optional.of(age), Optional.empty(), Optional.empty());
    }

    /** Keeps what is younger, moves the rest to an archive. */
    public static Retention archiveAfter(TemporalAmount age, Path archive) {
        return new Retention(
                Optional.of(age), Optional.of(archive), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Takes out what is even older, without archiving it. */
    public Retention thenDropAfter(TemporalAmount age) {
        return new Retention(archiveAfter, archive, Optional.of(age), time, now);
    }

    public Retention withTimeKey(TimeKey key) {
        return new Retention(archiveAfter, archive, dropAfter, Optional.of(key), now);
    }

    /** Counts ages at that moment. */
    public Retention asOf(Instant moment) {
        return new Retention(archiveAfter, archive, dropAfter, time, Optional.of(moment));
    }

    /** The moment that a partition has to have ended by. */
    static LocalDateTime cutoff(TemporalAmount age, Instant now) {
        return LocalDateTime.ofInstant(now, ZoneOffset.UTC).minus(age);
    }

    @Override
    public String toString() {
        String archived = archiveAfter.map(age -> "archive after " + age).orElse("");
        String dropped = dropAfter.map(age -> "drop after " + age).orElse("");
        return archived + (archived.isEmpty() || dropped.isEmpty() ? "" : ", ") + dropped;
    }
}
