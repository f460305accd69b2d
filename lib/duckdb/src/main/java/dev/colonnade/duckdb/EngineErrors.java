package dev.colonnade.duckdb;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.c.jni.CDataJniException;
import org.jspecify.annotations.Nullable;

/**
 * What the engine's messages mean. They begin with a kind ({@code Conversion Error: ..}) and go on over lines that quote
 * generated SQL or settings, which help nobody: the first line is kept.
 */
final class EngineErrors {
    private static final Pattern MESSAGE = Pattern.compile("(?:([A-Z][A-Za-z ]*?) Error: )?(.*?)[.!]?", Pattern.DOTALL);
    private static final Pattern FROM_STREAM =
            Pattern.compile("CDataJniException\\{errno=-?\\d+, message=(.*)}", Pattern.DOTALL);
    private static final Pattern BY_ZERO = Pattern.compile("Division by zero in expression (.*?)\\. Use TRY.*");
    private static final Pattern UNREADABLE = Pattern.compile("Failed to read file \"(.*?)\": (.*)");
    private static final Pattern NO_MAGIC =
            Pattern.compile("(?:No magic bytes found at end of file|File) '(.*?)'(?: too small to be a Parquet file)?");
    private static final Pattern GONE =
            Pattern.compile("No files found that match the pattern \"(.*?)\"|Cannot open file \"(.*?)\": .*");

    private static final Map<String, ErrorCode> CODES = Map.of(
            "Out of Memory", ErrorCode.MEMORY_LIMIT,
            "Conversion", ErrorCode.CAST_FAILED,
            "Out of Range", ErrorCode.OVERFLOW,
            "INTERRUPT", ErrorCode.CANCELLED,
            "IO", ErrorCode.IO,
            "Not implemented", ErrorCode.NOT_SUPPORTED,
            "Parser", ErrorCode.SQL_SYNTAX,
            "Permission", ErrorCode.SQL_FORBIDDEN);

    private EngineErrors() {}

    /** A message of the engine, taken apart; {@code kind} is such as {@code Conversion}, or empty. */
    record Message(String kind, String text) {}

    static Message parse(Throwable failure) {
        String raw = String.valueOf(failure.getMessage());
        if (failure instanceof CDataJniException) {
            Matcher stream = FROM_STREAM.matcher(raw);
            raw = stream.matches() ? stream.group(1) : raw;
        }
        Matcher message = MESSAGE.matcher(raw.lines().findFirst().orElse(""));
        if (!message.matches()) {
            return new Message("", raw);
        }
        String kind = message.group(1);
        return new Message(kind == null ? "" : kind, message.group(2));
    }

    /** The first line of the engine's message without its kind and its final stop. */
    static String firstLine(Throwable failure) {
        return parse(failure).text();
    }

    /** The failure of a running query, for its caller. */
    static QueryException failure(Throwable cause) {
        Message message = parse(cause);
        String text = message.text();
        QueryException file = fileFailure(text, cause);
        if (file != null) {
            return file;
        }
        Matcher byZero = BY_ZERO.matcher(text);
        if (byZero.matches()) {
            return new QueryException(
                    ErrorCode.DIVISION_BY_ZERO,
                    "A division by zero in " + byZero.group(1) + ": make the zeros null with nullIf(0).",
                    cause);
        }
        ErrorCode code = CODES.getOrDefault(message.kind(), ErrorCode.ENGINE);
        return switch (code) {
            case MEMORY_LIMIT ->
                new QueryException(
                        code,
                        "The query needs more than its memory limit: " + text
                                + "; raise the limit, give the temp directory more room, or ask for less.",
                        cause);
            case CAST_FAILED ->
                isSum(text)
                        ? new QueryException(ErrorCode.OVERFLOW, "A sum leaves 64 bits: " + text + ".", cause)
                        : new QueryException(
                                code, "A value cannot be converted: " + text + "; tryCast gives null instead.", cause);
            case OVERFLOW -> new QueryException(code, "A result does not fit its type: " + text + ".", cause);
            case CANCELLED -> new QueryException(code, "The query was cancelled.", cause);
            default -> new QueryException(code, "DuckDB failed: " + text + ".", cause);
        };
    }

    private static @Nullable QueryException fileFailure(String text, Throwable cause) {
        Matcher unreadable = UNREADABLE.matcher(text);
        if (unreadable.matches()) {
            return new QueryException(
                    ErrorCode.CORRUPT_FILE,
                    "[" + unreadable.group(1) + "] The data of this file does not decode: " + unreadable.group(2)
                            + ": write it anew from its source.",
                    cause);
        }
        Matcher noMagic = NO_MAGIC.matcher(text);
        if (noMagic.matches()) {
            return new QueryException(
                    ErrorCode.STALE_SNAPSHOT, stale(noMagic.group(1), "is no Parquet file any more"), cause);
        }
        Matcher gone = GONE.matcher(text);
        if (gone.matches()) {
            String path = gone.group(1) == null ? gone.group(2) : gone.group(1);
            return new QueryException(ErrorCode.STALE_SNAPSHOT, stale(path, "is gone"), cause);
        }
        return null;
    }

    /** The sentence for a file that is not what it was when its dataset was opened. */
    static String stale(String path, String change) {
        return "[" + path + "] This file " + change + " since the dataset was opened: refresh() the dataset.";
    }

    /** Only sums have 128 bits in the engine. */
    private static boolean isSum(String text) {
        return text.startsWith("Type INT128 with value ") && text.contains("destination type INT64");
    }
}
