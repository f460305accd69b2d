package dev.colonnade.oracle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plan came to, or has to come to: rows, a failure that the data causes, or, said by the interpreter alone, one of
 * the two.
 *
 * @param kind which
 * @param rows the rows; empty if there are none to know
 * @param why the reason for the failure, or empty
 */
public record Answer(Kind kind, List<List<@Nullable Object>> rows, String why) {
    /** What is known. */
    public enum Kind {
        ROWS,
        FAILURE,
        /** Rows or a failure, as the engine looks at the values in one order or another. */
        OPEN
    }

    public static Answer of(List<List<@Nullable Object>> rows) {
        return new Answer(Kind.ROWS, rows, "");
    }

    public static Answer failed(String why) {
        return new Answer(Kind.FAILURE, List.of(), why);
    }

    static Answer open(String why) {
        return new Answer(Kind.OPEN, List.of(), why);
    }

    public boolean isFailure() {
        return kind == Kind.FAILURE;
    }
}
