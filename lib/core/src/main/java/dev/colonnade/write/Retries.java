package dev.colonnade.write;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Attempts that a conflict ends, and what is done before the next one. */
final class Retries {
    private Retries() {}

    /** What is tried. */
    interface Attempts<T> {
        T attempt();

        /** Whether another attempt can come to another end. */
        boolean mayTryAgain();

        /** Looks at what others have done. */
        void lookAgain();
    }

    /** @throws ColonnadeException what the last attempt threw */
    static <T> T run(ConflictPolicy policy, Attempts<T> attempts) {
        Duration wait = policy.backoff();
        for (int retry = 0; ; retry++) {
            try {
                return attempts.attempt();
            } catch (ColonnadeException e) {
                boolean conflict = e.code() == ErrorCode.CONFLICT || e.code() == ErrorCode.STALE_SNAPSHOT;
                if (!conflict || retry >= policy.retries() || !attempts.mayTryAgain()) {
                    throw e;
                }
            }
            sleep(wait);
            wait = wait.multipliedBy(2);
            attempts.lookAgain();
        }
    }

    private static void sleep(Duration wait) {
        try {
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatasetException(ErrorCode.CANCELLED, "Writing was interrupted: nothing was changed.", e);
        }
    }
}
