package dev.colonnade.arrow.interop;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;

/** The sentences of this package. */
final class ArrowErrors {
    private ArrowErrors() {}

    static ColonnadeException tooLarge(long bytes) {
        return new ColonnadeException(
                ErrorCode.NOT_SUPPORTED,
                "An Arrow array needs " + bytes + " bytes or elements, more than 2 GiB hold: make smaller batches.");
    }

    static ColonnadeException beyondMillis(long seconds) {
        return new ColonnadeException(
                ErrorCode.CAST_FAILED,
                "The timestamp of " + seconds + " seconds does not fit timestamp[ms]: cast the column first.");
    }

    static ColonnadeException failed(Exception cause) {
        return new ColonnadeException(ErrorCode.ENGINE, "An Arrow stream failed: " + cause.getMessage(), cause);
    }

    static ColonnadeException io(Exception cause) {
        return new ColonnadeException(
                ErrorCode.IO, "An Arrow stream cannot be written: " + cause.getMessage() + ".", cause);
    }

    /** {@code failure}, after {@code resource} is closed. */
    static RuntimeException closing(AutoCloseable resource, RuntimeException failure) {
        try {
            resource.close();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
        return failure;
    }
}
