package dev.colonnade.commit;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The shape of this room's refusals: {@code [path] One sentence.} */
final class CommitErrors {
    private CommitErrors() {}

    static DatasetException of(ErrorCode code, Path path, String sentence) {
        return of(code, path, sentence, null);
    }

    static DatasetException of(ErrorCode code, Path path, String sentence, @Nullable Throwable cause) {
        return new DatasetException(code, "[" + path + "] " + sentence, cause);
    }

    /** A change of which nothing has become visible. */
    static DatasetException unchanged(Path root, IOException cause) {
        return of(ErrorCode.IO, root, "Nothing was changed, because writing failed: " + reason(cause) + ".", cause);
    }

    /** A change that may or may not be recorded, because it could not be taken back either. */
    static DatasetException unsettled(Path root, long version, IOException cause) {
        return of(
                ErrorCode.IO,
                root,
                "Writing failed while version " + version + " was being recorded: " + reason(cause)
                        + "; the next open or write finishes it or leaves everything as it was.",
                cause);
    }

    static DatasetException notReadable(Path root, IOException cause) {
        return of(ErrorCode.NOT_READABLE, root, "Cannot be read: " + reason(cause) + ".", cause);
    }

    /** Why, in a few words, with the path that failed if it is known. */
    static String reason(IOException failure) {
        String where = failure instanceof FileSystemException system && system.getFile() != null
                ? " ('" + system.getFile() + "')"
                : "";
        return words(failure) + where;
    }

    private static String words(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "it does not exist";
        }
        String reason = failure instanceof FileSystemException system ? system.getReason() : failure.getMessage();
        if (reason == null) {
            return failure.getClass().getSimpleName();
        }
        return reason.toLowerCase(Locale.ROOT).contains("no space left") ? "the disk is full" : reason;
    }
}
