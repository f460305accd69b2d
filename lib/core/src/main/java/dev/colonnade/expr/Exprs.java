package dev.colonnade.expr;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Static factories of expressions, made for {@code import static}. A {@code String} argument names a column. */
public final class Exprs {
    private Exprs() {}

    public static Expr col(String name) {
        return new Expr.Column(name, Expr.Side.ANY);
    }

    /** In a join condition: the column of the left input. */
    public static Expr leftCol(String name) {
        return new Expr.Column(name, Expr.Side.LEFT);
    }

    /** In a join condition: the column of the right input. */
    public static Expr rightCol(String name) {
        return new Expr.Column(name, Expr.Side.RIGHT);
    }

    /** A join condition: the left input's column equals the right input's. Join several with {@code and}. */
    public static Expr on(String leftColumn, String rightColumn) {
        return leftCol(leftColumn).eq(rightCol(rightColumn));
    }

    /**
     * A constant: null, boolean, number, string, enum, {@code byte[]}, UUID or java.time value; an {@code Expr} is
     * returned as it is.
     *
     * @throws dev.colonnade.error.PlanException INVALID_ARGUMENT for any other class
     */
    public static Expr lit(@Nullable Object value) {
        return value instanceof Expr expr ? expr : new Expr.Literal(LiteralValue.ofJava(value));
    }

    // --- aggregates

    /** The number of rows. */
    public static Expr.Aggregate count() {
        return new Expr.Aggregate(AggregateFunction.COUNT_ROWS, List.of(), null, List.of());
    }

    /** The number of rows where the column is not null. */
    public static Expr.Aggregate count(String column) {
        return count(col(column));
    }

    public static Expr.Aggregate count(Expr expr) {
        return aggregate(AggregateFunction.COUNT, expr);
    }

    /** The number of distinct values that are not null. */
    public static Expr.Aggregate countDistinct(String column) {
        return countDistinct(col(column));
    }

    public static Expr.Aggregate countDistinct(Expr expr) {
        return aggregate(AggregateFunction.COUNT_DISTINCT, expr);
    }

    /** Integers give int64 (overflow is an error), decimals decimal(38, scale), floats float64; null of no values. */
    public static Expr.Aggregate sum(String column) {
        return sum(col(column));
    }

    public static Expr.Aggregate sum(Expr expr) {
        return aggregate(AggregateFunction.SUM, expr);
    }

    public static Expr.Aggregate min(String column) {
        return min(col(column));
    }

    public static Expr.Aggregate min(Expr expr) {
        return aggregate(AggregateFunction.MIN, expr);
    }

    public static Expr.Aggregate max(String column) {
        return max(col(column));
    }

    public static Expr.Aggregate max(Expr expr) {
        return aggregate(AggregateFunction.MAX, expr);
    }

    /** The mean, as float64. */
    public static Expr.Aggregate avg(String column) {
        return avg(col(column));
    }

    public static Expr.Aggregate avg(Expr expr) {
        return aggregate(AggregateFunction.AVG, expr);
    }

    /** The middle value, as float64; the mean of the two in the middle where their number is even. */
    public static Expr.Aggregate median(String column) {
        return median(col(column));
    }

    public static Expr.Aggregate median(Expr expr) {
        return aggregate(AggregateFunction.MEDIAN, expr);
    }

    /** The value below which the share {@code q} (0 to 1) of the values lies, linearly interpolated, as float64. */
    public static Expr.Aggregate quantile(String column, double q) {
        return quantile(col(column), q);
    }

    public static Expr.Aggregate quantile(Expr expr, double q) {
        return new Expr.Aggregate(AggregateFunction.QUANTILE, List.of(expr, lit(q)), null, List.of());
    }

    /** The standard deviation of a sample, as float64. */
    public static Expr.Aggregate stddev(String column) {
        return stddev(col(column));
    }

    public static Expr.Aggregate stddev(Expr expr) {
        return aggregate(AggregateFunction.STDDEV, expr);
    }

    /** The variance of a sample, as float64. */
    public static Expr.Aggregate variance(String column) {
        return variance(col(column));
    }

    public static Expr.Aggregate variance(Expr expr) {
        return aggregate(AggregateFunction.VARIANCE, expr);
    }

    /** The value of the first row, null or not; needs {@link Expr.Aggregate#orderBy}. */
    public static Expr.Aggregate first(String column) {
        return first(col(column));
    }

    public static Expr.Aggregate first(Expr expr) {
        return aggregate(AggregateFunction.FIRST, expr);
    }

    /** The value of the last row, null or not; needs {@link Expr.Aggregate#orderBy}. */
    public static Expr.Aggregate last(String column) {
        return last(col(column));
    }

    public static Expr.Aggregate last(Expr expr) {
        return aggregate(AggregateFunction.LAST, expr);
    }

    /** Whether a value is true. */
    public static Expr.Aggregate any(Expr condition) {
        return aggregate(AggregateFunction.ANY, condition);
    }

    /** Whether no value is false. */
    public static Expr.Aggregate all(Expr condition) {
        return aggregate(AggregateFunction.ALL, condition);
    }

    // --- conditions and choices

    /** The start of {@code when(condition).then(value).otherwise(value)}. */
    public static CaseBuilder.When when(Expr condition) {
        return CaseBuilder.start(condition);
    }

    /** The first value that is not null. */
    public static Expr coalesce(Object... values) {
        return call(Function.COALESCE, values);
    }

    /** The greatest value that is not null. */
    public static Expr greatest(Object... values) {
        return call(Function.GREATEST, values);
    }

    /** The least value that is not null. */
    public static Expr least(Object... values) {
        return call(Function.LEAST, values);
    }

    /** The strings joined; null if one is. */
    public static Expr concat(Object... values) {
        return call(Function.CONCAT, values);
    }

    /**
     * One of so many buckets, from 0, by a hash: that of Apache Iceberg's bucket transform, so that others find it. Such as for a
     * partition key: {@code bucket(16, col("id")).as("b")}; rows of one id are then where {@code b} is {@code bucket(16, lit(id))}.
     *
     * @param value a signed integer, a date or a string
     */
    public static Expr bucket(int buckets, Expr value) {
        return new Expr.Call(Function.BUCKET, List.of(lit(buckets), value));
    }

    /** The first {@code width} code points of a string, such as for a partition key: {@code truncate(3, col("name")).as("n")}. */
    public static Expr truncate(int width, Expr string) {
        return string.str().substring(1, width);
    }

    /** The start of the unit that a date or timestamp lies in. */
    public static Expr dateTrunc(DateUnit unit, Expr expr) {
        return expr.dt().truncate(unit);
    }

    private static Expr call(Function function, Object... values) {
        List<Expr> args = new ArrayList<>();
        for (Object value : values) {
            args.add(lit(value));
        }
        return new Expr.Call(function, args);
    }

    private static Expr.Aggregate aggregate(AggregateFunction function, Expr expr) {
        return new Expr.Aggregate(function, List.of(expr), null, List.of());
    }

    /** {@code a AND b} as one call, however deep either side is chained already. */
    static Expr flat(Function function, Expr left, Expr right) {
        List<Expr> operands = new ArrayList<>();
        for (Expr side : List.of(left, right)) {
            if (side instanceof Expr.Call call && call.function() == function) {
                operands.addAll(call.args());
            } else {
                operands.add(side);
            }
        }
        return new Expr.Call(function, operands);
    }
}
