package dev.colonnade.source;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.Function;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;

/** Where in a file's schema an expression reads. */
final class FieldPath {
    private FieldPath() {}

    /** The names from a column down to the field that {@code expr} is; empty if it is something else. */
    static Optional<List<String>> of(BoundExpr expr) {
        LinkedList<String> path = new LinkedList<>();
        BoundExpr at = expr;
        while (at instanceof BoundExpr.Call call
                && call.function() == Function.STRUCT_FIELD
                && call.arg(1) instanceof BoundExpr.Literal name
                && name.value() instanceof String text) {
            path.addFirst(text);
            at = call.arg(0);
        }
        if (!(at instanceof BoundExpr.Column column)) {
            return Optional.empty();
        }
        path.addFirst(column.name());
        return Optional.of(List.copyOf(path));
    }
}
