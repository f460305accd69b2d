package dev.colonnade.parquet;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.parquet.crypto.TagVerificationException;
import org.apache.parquet.io.ParquetDecodingException;
import org.jspecify.annotations.Nullable;

/** The sentences about files: {@code [path] What is wrong: what to do.} */
final class FileErrors {
    private FileErrors() {}

    static DatasetException of(ErrorCode code, Path path, String sentence, @Nullable Throwable cause) {
        return new DatasetException(code, "[" + path + "] " + sentence, cause);
    }

    /** A footer that does not decode or decrypt. */
    static ColonnadeException footer(Path path, Throwable failure, KeyRing keys) {
        if (failure instanceof ColonnadeException known) {
            return known;
        }
        if (find(failure, KeyRing.MissingKey.class) instanceof KeyRing.MissingKey missing) {
            return of(
                    ErrorCode.UNSUPPORTED_FILE,
                    path,
                    "The footer is encrypted, and " + missing.getMessage() + ".",
                    failure);
        }
        if (find(failure, TagVerificationException.class) != null || isSignature(failure)) {
            return of(
                    ErrorCode.CORRUPT_FILE,
                    path,
                    "The footer does not decrypt: '" + keys.lastName()
                            + "' is not the key that it was written with, or the file was changed.",
                    failure);
        }
        if (says(failure, "No keys available")) {
            return of(ErrorCode.UNSUPPORTED_FILE, path, "The file is encrypted: open it with a key source.", failure);
        }
        return notRead(path, "The footer does not decode, so the file is damaged", failure);
    }

    /** A column of a row group that does not decode or decrypt. */
    static ColonnadeException column(Path path, String column, int rowGroup, Throwable failure, KeyRing keys) {
        if (failure instanceof ColonnadeException known) {
            return known;
        }
        if (find(failure, KeyRing.MissingKey.class) instanceof KeyRing.MissingKey missing) {
            return of(
                    ErrorCode.UNSUPPORTED_FILE,
                    path,
                    "Column '" + column + "' is encrypted, and " + missing.getMessage() + ".",
                    failure);
        }
        if (says(failure, "Null File Decryptor")) {
            return of(
                    ErrorCode.UNSUPPORTED_FILE,
                    path,
                    "Column '" + column + "' is encrypted: open the file with a key source.",
                    failure);
        }
        if (find(failure, TagVerificationException.class) != null) {
            return of(
                    ErrorCode.CORRUPT_FILE,
                    path,
                    "Column '" + column + "' does not decrypt: '" + keys.lastName()
                            + "' is not the key that it was written with, or the file was changed.",
                    failure);
        }
        return notRead(
                path,
                "The data of this file does not decode: column '" + column + "' of row group " + rowGroup,
                failure);
    }

    private static ColonnadeException notRead(Path path, String what, Throwable failure) {
        if (find(failure, NoSuchFileException.class) != null || find(failure, FileNotFoundException.class) != null) {
            return of(ErrorCode.NOT_READABLE, path, "Cannot be read: it does not exist or may not be read.", failure);
        }
        if (failure instanceof OutOfMemoryError) {
            return of(
                    ErrorCode.MEMORY_LIMIT,
                    path,
                    what
                            + ", since it asks for more memory than there is: the file is damaged, or the heap is too small"
                            + " for a row group of it (-Xmx).",
                    failure);
        }
        if (says(failure, "only other engines decompress")) {
            return of(ErrorCode.UNSUPPORTED_FILE, path, what + ": " + reason(failure) + ".", failure);
        }
        boolean system = failure instanceof IOException && !(failure instanceof EOFException);
        return of(
                system && !isFormat(failure) ? ErrorCode.IO : ErrorCode.CORRUPT_FILE,
                path,
                what + " (" + reason(failure) + ").",
                failure);
    }

    /** Failures of thrift and of counting come as I/O errors too. */
    private static boolean isFormat(Throwable failure) {
        return says(failure, "thrift") || says(failure, "read") || says(failure, "Expected") || says(failure, "page");
    }

    private static boolean isSignature(Throwable failure) {
        return says(failure, "Signature mismatch");
    }

    /** What happened first, in a few words. */
    static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (says(failure, "CRC checksum verification failed")) {
            return "the checksum of a page is wrong";
        }
        if (root instanceof ParquetDecodingException || root instanceof LeafBuilder.Misfit) {
            return firstLine(root);
        }
        String kind = root.getClass().getSimpleName().replaceAll("(Exception|Error)$", "");
        String words = kind.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
        String message = firstLine(root);
        return message.isEmpty() ? words : words + ": " + message;
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? ""
                : message.lines().findFirst().orElse("").strip().replaceAll("[.]$", "");
    }

    private static boolean says(Throwable failure, String words) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at.getMessage() != null && at.getMessage().contains(words)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Throwable find(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return at;
            }
        }
        return null;
    }
}
