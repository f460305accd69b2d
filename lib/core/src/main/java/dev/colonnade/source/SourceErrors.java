package dev.colonnade.source;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** The shape of this room's refusals: {@code [path] One sentence.} */
final class SourceErrors {
    private SourceErrors() {}

    static DatasetException of(ErrorCode code, Object path, String sentence) {
        return of(code, path, sentence, null);
    }

    static DatasetException of(ErrorCode code, Object path, String sentence, @Nullable Throwable cause) {
        return new DatasetException(code, "[" + path + "] " + sentence, cause);
    }

    /** Names the file or directory that failed, if the failure knows it, else the location. */
    static DatasetException notReadable(String location, IOException cause) {
        String failed = cause instanceof FileSystemException system ? system.getFile() : null;
        return of(
                ErrorCode.NOT_READABLE,
                failed == null ? location : failed,
                "Cannot be read: " + reason(cause) + ".",
                cause);
    }

    static DatasetException interrupted(Exception cause) {
        return new DatasetException(ErrorCode.CANCELLED, "Opening the dataset was interrupted.", cause);
    }

    /** Why, in a few words without the path. */
    static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "it no longer exists";
        }
        if (failure instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
