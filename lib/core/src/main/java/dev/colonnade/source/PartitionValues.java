package dev.colonnade.source;

import dev.colonnade.type.DataType;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Texts of directory names as values. */
final class PartitionValues {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private PartitionValues() {}

    /** The first of int64, date and bool that every text is the canonical spelling of, else string. */
    static DataType infer(List<String> texts) {
        if (texts.isEmpty()) {
            return DataType.STRING;
        }
        if (texts.stream().allMatch(PartitionValues::isCanonicalLong)) {
            return DataType.INT64;
        }
        if (texts.stream().allMatch(text -> DATE.matcher(text).matches() && allFit(List.of(text), DataType.DATE))) {
            return DataType.DATE;
        }
        Predicate<String> isBool = text -> text.equals("true") || text.equals("false");
        return texts.stream().allMatch(isBool) ? DataType.BOOL : DataType.STRING;
    }

    private static boolean isCanonicalLong(String text) {
        try {
            return Long.toString(Long.parseLong(text)).equals(text);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    static boolean allFit(List<String> texts, DataType type) {
        return texts.stream().allMatch(text -> parse(text, type).isPresent());
    }

    /** The value that a text spells; empty if it does not fit or directory names cannot spell values of the type. */
    static Optional<Object> parse(String text, DataType type) {
        try {
            return type.accept(new PartitionValueParser(text));
        } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
