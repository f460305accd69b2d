package dev.colonnade.error;

import org.jspecify.annotations.Nullable;

/** The root of everything that Colonnade throws; {@link #getMessage()} is one sentence for people. */
public class ColonnadeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public ColonnadeException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public ColonnadeException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The stable kind of this failure. */
    public ErrorCode code() {
        return code;
    }
}
