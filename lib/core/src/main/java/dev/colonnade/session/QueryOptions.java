package dev.colonnade.session;

import dev.colonnade.backend.ExecutionContext;
import dev.colonnade.backend.ProgressListener;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How to run one query.
 *
 * @param backend the engine to use instead of the session's
 * @param timeout how long it may take, from start to last row, instead of the session's limit
 * @param batchRows the most rows per batch
 * @param threads engine threads instead of the session's; each number of threads has an engine of its own
 * @param progress hears how far it is, ending with 1
 */
public record QueryOptions(
        Optional<String> backend,
        Optional<Duration> timeout,
        int batchRows,
        OptionalInt threads,
        Optional<ProgressListener> progress) {
    private static final QueryOptions DEFAULTS = new QueryOptions(
            Optional.empty(),
            Optional.empty(),
            ExecutionContext.DEFAULT_BATCH_ROWS,
            OptionalInt.empty(),
            Optional.empty());

    public QueryOptions {
        if (batchRows < 1) {
            throw new ColonnadeException(
                    ErrorCode.INVALID_ARGUMENT, "A batch has at least one row, not " + batchRows + ".");
        }
        if (threads.isPresent() && threads.getAsInt() < 1) {
            throw new ColonnadeException(
                    ErrorCode.INVALID_ARGUMENT, "A query has at least one thread, not " + threads.getAsInt() + ".");
        }
        if (timeout.isPresent() && (timeout.get().isNegative() || timeout.get().isZero())) {
            throw new ColonnadeException(
                    ErrorCode.INVALID_ARGUMENT, "A timeout is longer than nothing, not " + timeout.get() + ".");
        }
    }

    /** The session's engine, limits and listener, batches of 65,536 rows. */
    public static QueryOptions defaults() {
        return DEFAULTS;
    }

    public QueryOptions withBackend(String name) {
        return new QueryOptions(Optional.of(name), timeout, batchRows, threads, progress);
    }

    public QueryOptions withTimeout(Duration limit) {
        return new QueryOptions(backend, Optional.of(limit), batchRows, threads, progress);
    }

    public QueryOptions withBatchRows(int rows) {
        return new QueryOptions(backend, timeout, rows, threads, progress);
    }

    public QueryOptions withThreads(int number) {
        return new QueryOptions(backend, timeout, batchRows, OptionalInt.of(number), progress);
    }

    public QueryOptions withProgress(ProgressListener listener) {
        return new QueryOptions(backend, timeout, batchRows, threads, Optional.of(listener));
    }
}
