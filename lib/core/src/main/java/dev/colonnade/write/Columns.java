package dev.colonnade.write;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.Nearest;
import dev.colonnade.error.PlanException;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which columns may be written. */
final class Columns {
    private Columns() {}

    /** @throws PlanException DUPLICATE_COLUMN if two names differ in case only, which most readers take for one */
    static void requireDistinct(Schema schema) {
        Map<String, String> seen = new HashMap<>();
        for (String name : schema.names()) {
            String other = seen.put(name.toLowerCase(Locale.ROOT), name);
            if (other != null) {
                throw new PlanException(
                        ErrorCode.DUPLICATE_COLUMN,
                        "Columns '" + other + "' and '" + name
                                + "' differ in case only, which files cannot hold for every reader: rename one of them.");
            }
        }
    }

    /** Whether two schemas have columns of the same names and types. */
    static boolean same(Schema a, Schema b) {
        return a.size() == b.size()
                && a.fields().stream().allMatch(field -> b.find(field.name())
                        .filter(other -> other.type().equals(field.type()))
                        .isPresent());
    }

    /**
     * Rows that are added to a dataset have its columns.
     *
     * @throws PlanException NO_SUCH_COLUMN or TYPE_MISMATCH with the remedy
     */
    static void requireFit(Schema rows, Schema there) {
        requireKnown(rows, there);
        requireAll(rows, there);
    }

    /**
     * Each column is one of the dataset's.
     *
     * @throws PlanException NO_SUCH_COLUMN or TYPE_MISMATCH with the remedy
     */
    static void requireKnown(Schema rows, Schema there) {
        for (Field field : rows.fields()) {
            Field known = there.find(field.name())
                    .orElseThrow(() -> new PlanException(
                            ErrorCode.NO_SUCH_COLUMN,
                            "The dataset has no column '" + field.name() + "' (" + there.summary()
                                    + "): drop or rename it." + Nearest.hint(field.name(), there.names())));
            if (!known.type().equals(field.type())) {
                throw new PlanException(
                        ErrorCode.TYPE_MISMATCH,
                        "Column '" + field.name() + "' is " + field.type() + " and in the dataset " + known.type()
                                + ": cast it.");
            }
        }
    }

    private static void requireAll(Schema rows, Schema there) {
        List<String> missing =
                there.names().stream().filter(name -> !rows.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new PlanException(
                    ErrorCode.NO_SUCH_COLUMN,
                    "The dataset has the column '" + missing.get(0) + "', which is not in (" + rows.summary()
                            + "): add it, with nulls if nothing is known."
                            + Nearest.hint(missing.get(0), rows.names()));
        }
    }
}
