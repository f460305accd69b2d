package dev.colonnade.expr;

/** A {@link SortKey} resolved against a schema. */
public record BoundSortKey(BoundExpr expr, SortKey.Direction direction, SortKey.NullOrder nulls) {
    public BoundSortKey withExpr(BoundExpr newExpr) {
        return newExpr == expr ? this : new BoundSortKey(newExpr, direction, nulls);
    }

    @Override
    public String toString() {
        return render(expr.toString(), direction, nulls);
    }

    static String render(String expr, SortKey.Direction direction, SortKey.NullOrder nulls) {
        return expr
                + (direction == SortKey.Direction.DESC ? " desc" : "")
                + (nulls == SortKey.NullOrder.FIRST ? " nulls first" : "");
    }
}
