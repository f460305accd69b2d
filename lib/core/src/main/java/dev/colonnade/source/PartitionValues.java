package dev.colonnade.source;

import dev.colonnade.type.DataType;
import java.time.DateTimeException;
import java.util.Collection;
import java.util.Optional;

/** Texts of directory names as values. */
final class PartitionValues {
    private PartitionValues() {}

    /** The first of int64, date and bool that every text is the canonical spelling of, else string. */
    static DataType infer(Collection<String> texts) {
        boolean longs = !texts.isEmpty();
        boolean dates = longs;
        boolean bools = longs;
        for (String text : texts) {
            longs = longs && isCanonicalLong(text);
            dates = dates && CanonicalDate.parse(text) != null;
            bools = bools && (text.equals("true") || text.equals("false"));
        }
        if (longs) {
            return DataType.INT64;
        }
        return dates ? DataType.DATE : bools ? DataType.BOOL : DataType.STRING;
    }

    private static boolean isCanonicalLong(String text) {
        try {
            return Long.toString(Long.parseLong(text)).equals(text);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    static boolean allFit(Collection<String> texts, DataType type) {
        for (String text : texts) {
            if (parse(text, type).isEmpty()) {
                return false;
            }
        }
        return true;
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
