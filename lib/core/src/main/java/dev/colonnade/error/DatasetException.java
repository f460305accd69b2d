package dev.colonnade.error;

import org.jspecify.annotations.Nullable;

/** A dataset could not be opened or its files do not hold what they promised. */
public final class DatasetException extends ColonnadeException {
    private static final long serialVersionUID = 1L;

    public DatasetException(ErrorCode code, String message) {
        super(code, message);
    }

    public DatasetException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
