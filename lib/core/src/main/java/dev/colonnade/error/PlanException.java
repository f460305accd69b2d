package dev.colonnade.error;

import org.jspecify.annotations.Nullable;

/** A plan names something that does not exist or combines types that do not go together; thrown while building it. */
public final class PlanException extends ColonnadeException {
    private static final long serialVersionUID = 1L;

    public PlanException(ErrorCode code, String message) {
        super(code, message);
    }

    public PlanException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
