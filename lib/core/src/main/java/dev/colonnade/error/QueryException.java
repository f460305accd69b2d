package dev.colonnade.error;

import org.jspecify.annotations.Nullable;

/** A query failed, was cancelled or ran out of time or memory while running. */
public final class QueryException extends ColonnadeException {
    private static final long serialVersionUID = 1L;

    public QueryException(ErrorCode code, String message) {
        super(code, message);
    }

    public QueryException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
