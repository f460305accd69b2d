package dev.colonnade.expr;

/** An expression to sort by. Nulls sort last in either direction unless asked otherwise. */
public record SortKey(Expr expr, Direction direction, NullOrder nulls) {
    /** Ascending or descending. */
    public enum Direction {
        ASC,
        DESC
    }

    /** Where nulls go. */
    public enum NullOrder {
        FIRST,
        LAST
    }

    public SortKey nullsFirst() {
        return new SortKey(expr, direction, NullOrder.FIRST);
    }

    public SortKey nullsLast() {
        return new SortKey(expr, direction, NullOrder.LAST);
    }

    @Override
    public String toString() {
        return BoundSortKey.render(expr.toString(), direction, nulls);
    }
}
