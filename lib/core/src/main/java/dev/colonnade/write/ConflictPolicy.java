package dev.colonnade.write;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.time.Duration;

/**
 * What a writer does if another one has committed since it began.
 *
 * @param kind whether it fails, goes on where nothing it replaces has changed, or tries again
 * @param retries how often it tries again
 * @param backoff how long it waits before the first retry; twice as long before each further one
 */
public record ConflictPolicy(Kind kind, int retries, Duration backoff) {
    /** The three ways. */
    public enum Kind {
        FAIL,
        MERGE,
        RETRY
    }

    private static final ConflictPolicy FAIL = new ConflictPolicy(Kind.FAIL, 0, Duration.ZERO);
    private static final ConflictPolicy MERGE = new ConflictPolicy(Kind.MERGE, 0, Duration.ZERO);

    public ConflictPolicy {
        if (retries < 0 || backoff.isNegative()) {
            throw new ColonnadeException(
                    ErrorCode.INVALID_ARGUMENT, "Retries and the time between them are not negative.");
        }
    }

    /** Fails if any version has come between. */
    public static ConflictPolicy fail() {
        return FAIL;
    }

    /**
     * Goes on if the files to replace are still those that were there when it began: appends always, partitions if
     * nobody else has touched them, merges, updates and deletions if nobody else has touched the files with their rows or
     * added such rows. Otherwise it fails. The default.
     */
    public static ConflictPolicy merge() {
        return MERGE;
    }

    /**
     * As {@link #merge}, but instead of failing it takes what is there then for what is to be replaced: the last writer
     * wins. Rows that were computed from the dataset itself are never written over a newer version of it.
     */
    public static ConflictPolicy retry(int times, Duration backoff) {
        return new ConflictPolicy(Kind.RETRY, times, backoff);
    }
}
