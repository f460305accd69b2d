package dev.colonnade.arrow.scan;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What the native library's messages mean, with the name of the file that they are about. */
final class ScanErrors {
    private static final Pattern UNSUPPORTED =
            Pattern.compile("not built|NotImplemented|[Nn]ot supported|[Uu]nsupported|not yet implemented");
    private static final Pattern MEMORY = Pattern.compile("malloc of size|[Oo]ut of memory|realloc of size");
    private static final Pattern PERMISSION = Pattern.compile("errno 13|Permission denied");
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}");
    private static final int MOST_CHARACTERS = 300;

    private ScanErrors() {}

    static ColonnadeException failure(Path file, RuntimeException cause) {
        if (cause instanceof ColonnadeException known) {
            return known.code() == ErrorCode.INTERNAL ? otherType(file, known) : known;
        }
        String text = firstLine(cause);
        if (MEMORY.matcher(text).find()) {
            return new QueryException(
                    ErrorCode.MEMORY_LIMIT,
                    "[" + file + "] Arrow got no memory for this file: " + text + "; use backend 'duckdb'.",
                    cause);
        }
        if (UNSUPPORTED.matcher(text).find()) {
            return new QueryException(
                    ErrorCode.UNSUPPORTED_FILE,
                    "[" + file + "] Arrow does not read this file: " + text + "; use backend 'duckdb'.",
                    cause);
        }
        if (PERMISSION.matcher(text).find()) {
            return new QueryException(
                    ErrorCode.IO, "[" + file + "] This file cannot be read any more: " + text + ".", cause);
        }
        return new QueryException(
                ErrorCode.CORRUPT_FILE,
                "[" + file + "] The data of this file does not decode: " + text + ": write it anew from its source.",
                cause);
    }

    /** The file carries a schema of Arrow's own, which the library goes by. */
    private static QueryException otherType(Path file, ColonnadeException cause) {
        return new QueryException(
                ErrorCode.UNSUPPORTED_FILE,
                "[" + file + "] Arrow reads other types than the footer states: " + firstLine(cause)
                        + "; use backend 'duckdb'.",
                cause);
    }

    /** The first line without a final stop; the others quote native code. */
    private static String firstLine(RuntimeException cause) {
        String first = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        String text = UNPRINTABLE.matcher(first).replaceAll("").strip();
        String head = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + ".." : text;
        return head.endsWith(".") && !head.endsWith("..") ? head.substring(0, head.length() - 1) : head;
    }
}
