package dev.colonnade.session;

import dev.colonnade.backend.CancelSignal;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Work on a worker thread that changes files. An interrupt of the caller or the end of its time fires the signal, and the
 * caller still waits for the end of the work, because only then is it known whether anything was changed; the worker is never
 * interrupted.
 */
final class StoppableCall<T> {
    private final CancelSignal signal = new CancelSignal();
    private final CompletableFuture<T> result = new CompletableFuture<>();

    CancelSignal signal() {
        return signal;
    }

    /** The worker's side. */
    void run(Function<CancelSignal, T> work) {
        try {
            result.complete(work.apply(signal));
        } catch (Throwable failure) {
            result.completeExceptionally(failure);
        }
    }

    /** The caller's side. */
    T await(Optional<Duration> timeout) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return timeout.isPresent() && !signal.fired()
                            ? result.get(timeout.get().toNanos(), TimeUnit.NANOSECONDS)
                            : result.get();
                } catch (TimeoutException e) {
                    signal.fire(new QueryException(
                            ErrorCode.TIMEOUT,
                            "Writing took longer than its limit of "
                                    + timeout.orElseThrow().toMillis()
                                    + " ms and was cancelled: nothing was changed."));
                } catch (InterruptedException e) {
                    interrupted = true;
                    signal.fire(new QueryException(
                            ErrorCode.CANCELLED, "Writing was interrupted and cancelled: nothing was changed.", e));
                }
            }
        } catch (ExecutionException e) {
            throw rethrown(e.getCause() == null ? e : e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException rethrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException known) {
            known.addSuppressed(new IllegalStateException("asked for here"));
            return known;
        }
        return new QueryException(ErrorCode.INTERNAL, "Writing failed unexpectedly: " + cause + ".", cause);
    }
}
