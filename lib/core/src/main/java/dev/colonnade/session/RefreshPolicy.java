package dev.colonnade.session;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.time.Duration;
import java.util.Optional;

/**
 * When a dataset looks at its files again by itself. It does so where a query begins, by a listing; a query keeps the
 * snapshot that it was built on.
 *
 * @param maxAge how old a snapshot may be where a query begins; empty for any age
 */
public record RefreshPolicy(Optional<Duration> maxAge) {
    private static final RefreshPolicy EXPLICIT = new RefreshPolicy(Optional.empty());

    public RefreshPolicy {
        if (maxAge.filter(Duration::isNegative).isPresent()) {
            throw new ColonnadeException(
                    ErrorCode.INVALID_ARGUMENT, "A snapshot cannot be younger than nothing: the age is not negative.");
        }
    }

    /** Only when asked to: the default. */
    public static RefreshPolicy explicit() {
        return EXPLICIT;
    }

    /** Where every query begins. */
    public static RefreshPolicy everyQuery() {
        return after(Duration.ZERO);
    }

    /** Where a query begins and the files were last looked at longer ago than {@code age}. */
    public static RefreshPolicy after(Duration age) {
        return new RefreshPolicy(Optional.of(age));
    }
}
