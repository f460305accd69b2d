package dev.colonnade.expr;

import java.util.List;

/** Functions of dates, times and timestamps. Each part is an int64. */
public record DateExprs(Expr input) {
    public Expr year() {
        return part(Function.YEAR);
    }

    /** From 1 to 4. */
    public Expr quarter() {
        return part(Function.QUARTER);
    }

    /** From 1 to 12. */
    public Expr month() {
        return part(Function.MONTH);
    }

    /** From 1 to 31. */
    public Expr day() {
        return part(Function.DAY);
    }

    /** Monday is 1, Sunday 7. */
    public Expr dayOfWeek() {
        return part(Function.DAY_OF_WEEK);
    }

    /** From 1 to 366. */
    public Expr dayOfYear() {
        return part(Function.DAY_OF_YEAR);
    }

    public Expr hour() {
        return part(Function.HOUR);
    }

    public Expr minute() {
        return part(Function.MINUTE);
    }

    /** Whole seconds. */
    public Expr second() {
        return part(Function.SECOND);
    }

    /** The start of the unit that this date or timestamp lies in; the type stays. */
    public Expr truncate(DateUnit unit) {
        return new Expr.Call(Function.DATE_TRUNC, List.of(Exprs.lit(unit.name()), input));
    }

    private Expr part(Function function) {
        return new Expr.Call(function, List.of(input));
    }
}
