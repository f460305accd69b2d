package dev.colonnade.oracle;

import dev.colonnade.type.Values;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order of rows as group keys have it: value by value, nulls last and equal to each other. */
final class Rows {
    static final Comparator<List<@Nullable Object>> ORDER = Rows::compare;

    private Rows() {}

    static int compare(List<@Nullable Object> a, List<@Nullable Object> b) {
        for (int i = 0; i < a.size(); i++) {
            int order = compareNullsLast(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    static int compareNullsLast(@Nullable Object a, @Nullable Object b) {
        return a == null || b == null ? Boolean.compare(a == null, b == null) : Values.compare(a, b);
    }
}
