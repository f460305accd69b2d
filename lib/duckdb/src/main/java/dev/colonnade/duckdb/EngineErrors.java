package dev.colonnade.duckdb;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.source.FilesNow;
import java.nio.file.Path;
import java.util.List;
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
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}");
    private static final Pattern FROM_STREAM =
            Pattern.compile("CDataJniException\\{errno=-?\\d+, message=(.*)}", Pattern.DOTALL);
    private static final Pattern BY_ZERO = Pattern.compile("Division by zero in expression (.*?)\\. Use TRY.*");
    /** Texts about data that does not decode and the file that it is in: a path, and what is wrong around it. */
    private static final List<Pattern> UNREADABLE = List.of(
            Pattern.compile("Failed to read file \"(?<file>.*?)\": (?<what>.*)", Pattern.DOTALL),
            Pattern.compile("Parquet file \\((?<file>.*?)\\) corrupted: (?<what>.*)", Pattern.DOTALL),
            Pattern.compile("(?<what>Could not read enough bytes) from file \"(?<file>.*?)\": .*", Pattern.DOTALL),
            Pattern.compile(
                    "(?<what>Invalid string encoding) found in Parquet file \"(?<file>.*?)\": .*", Pattern.DOTALL));

    /** The kind of what the engine's decoders throw, and words in other messages of theirs. */
    private static final String DECODER = "Invalid";

    private static final Pattern DAMAGE = Pattern.compile("Parquet file|the file might be corrupted"
            + "|Parquet metadata is corrupt|Mismatch in parquet read|Incorrect stats size");

    /** What only damage brings about, though every value decodes: maps without a key, names of columns that are no text. */
    private static final Pattern IMPOSSIBLE =
            Pattern.compile("doesn't accept NULL keys on Maps|does not have a column named \".*\uFFFD");

    private static final Pattern UNSUPPORTED = Pattern.compile("only supported for|not supported|Unsupported ");
    private static final Pattern NO_MAGIC =
            Pattern.compile("(?:No magic bytes found at end of file|File) '(.*?)'(?: too small to be a Parquet file)?");
    private static final Pattern GONE =
            Pattern.compile("No files found that match the pattern \"(.*?)\"|Cannot open file \"(.*?)\": .*");

    /** Times that the engine has in microseconds, asked for in nanoseconds. */
    private static final Pattern UTC_NANOS = Pattern.compile(
            "Unimplemented type for cast \\(TIME WITH TIME ZONE -> TIME_NS\\) when casting from source column (.*)",
            Pattern.DOTALL);

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
        return new Message(
                kind == null ? "" : kind,
                UNPRINTABLE.matcher(message.group(2)).replaceAll("").strip());
    }

    /** The first line of the engine's message without its kind and its final stop. */
    static String firstLine(Throwable failure) {
        return parse(failure).text();
    }

    /** The failure of a running query, for its caller. */
    static QueryException failure(Throwable cause) {
        Message message = parse(cause);
        String text = message.text();
        QueryException known = fileFailure(text, cause);
        if (known == null) {
            known = wellKnown(text, cause);
        }
        return known == null ? ofKind(CODES.getOrDefault(message.kind(), ErrorCode.ENGINE), text, cause) : known;
    }

    private static @Nullable QueryException wellKnown(String text, Throwable cause) {
        Matcher byZero = BY_ZERO.matcher(text);
        if (byZero.matches()) {
            return new QueryException(
                    ErrorCode.DIVISION_BY_ZERO,
                    "A division by zero in " + byZero.group(1) + ": make the zeros null with nullIf(0).",
                    cause);
        }
        Matcher fineTime = UTC_NANOS.matcher(text);
        if (fineTime.matches()) {
            return new QueryException(
                    ErrorCode.NOT_SUPPORTED,
                    "Column '" + fineTime.group(1) + "' holds times of day in nanoseconds that are marked as UTC, which"
                            + " DuckDB reads to the microsecond only: leave the column out, or write it without the mark.",
                    cause);
        }
        return null;
    }

    private static QueryException ofKind(ErrorCode code, String text, Throwable cause) {
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
        for (Pattern pattern : UNREADABLE) {
            Matcher unreadable = pattern.matcher(text);
            if (unreadable.matches()) {
                return damaged(unreadable.group("file"), unreadable.group("what"), cause);
            }
        }
        Matcher noMagic = NO_MAGIC.matcher(text);
        if (noMagic.matches()) {
            return new QueryException(
                    ErrorCode.STALE_SNAPSHOT,
                    FilesNow.stale(Path.of(noMagic.group(1)), "is no Parquet file any more"),
                    cause);
        }
        Matcher gone = GONE.matcher(text);
        if (gone.matches()) {
            String path = gone.group(1) == null ? gone.group(2) : gone.group(1);
            return new QueryException(ErrorCode.STALE_SNAPSHOT, FilesNow.stale(Path.of(path), "is gone"), cause);
        }
        return null;
    }

    /** Whether this may be about damaged data of a file that the engine does not name. */
    static boolean mayHideFile(QueryException failure) {
        Throwable cause = failure.getCause();
        if (cause == null || failure.code() != ErrorCode.ENGINE && failure.code() != ErrorCode.IO) {
            return false;
        }
        Message message = parse(cause);
        return message.kind().equals(DECODER) || DAMAGE.matcher(message.text()).find() || isImpossible(cause);
    }

    /** Whether damage alone explains it, so that a query over one file may blame it. */
    static boolean isImpossible(Throwable cause) {
        return IMPOSSIBLE.matcher(parse(cause).text()).find();
    }

    static QueryException damaged(String path, String what, Throwable cause) {
        if (UNSUPPORTED.matcher(what).find()) {
            return new QueryException(
                    ErrorCode.UNSUPPORTED_FILE, "[" + path + "] DuckDB does not read this file: " + what + ".", cause);
        }
        return new QueryException(
                ErrorCode.CORRUPT_FILE,
                "[" + path + "] The data of this file does not decode: " + what + ": write it anew from its source.",
                cause);
    }

    /** Only sums have 128 bits in the engine. */
    private static boolean isSum(String text) {
        return text.startsWith("Type INT128 with value ") && text.contains("destination type INT64");
    }
}
