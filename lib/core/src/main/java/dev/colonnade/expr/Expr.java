package dev.colonnade.expr;

import dev.colonnade.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An expression over the columns of a frame, by name. Nothing is checked until a frame takes it; every method returns a
 * new expression. An operand that is no {@code Expr} is a literal, see {@link Exprs#lit}.
 *
 * <p>Logic is SQL's: null is unknown, and a comparison with null is null.
 */
public sealed interface Expr {

    /** The column of that name; {@code side} chooses between the inputs of a join condition. */
    record Column(String name, Side side) implements Expr {
        @Override
        public String toString() {
            return switch (side) {
                case ANY -> name;
                case LEFT -> "left." + name;
                case RIGHT -> "right." + name;
            };
        }
    }

    /** Which input of a join a column belongs to. */
    enum Side {
        /** The one that has it. */
        ANY,
        LEFT,
        RIGHT
    }

    /** A constant; see {@link LiteralValue} for equality. */
    record Literal(LiteralValue value) implements Expr {
        @Override
        public String toString() {
            return value.toString();
        }
    }

    /** An expression under another name. */
    record Alias(Expr input, String name) implements Expr {
        @Override
        public String toString() {
            return input + " as " + name;
        }
    }

    /** A scalar function call. */
    record Call(Function function, List<Expr> args) implements Expr {
        public Call {
            args = List.copyOf(args);
        }

        @Override
        public String toString() {
            return function.render(args.stream().map(Expr::toString).toList());
        }
    }

    /** A conversion. */
    record Cast(Expr input, DataType target, CastMode mode) implements Expr {
        @Override
        public String toString() {
            return mode.symbol() + "(" + input + " as " + target + ")";
        }
    }

    /** Whether the input equals one of the options. */
    record In(Expr input, List<Expr> options) implements Expr {
        public In {
            options = List.copyOf(options);
        }

        @Override
        public String toString() {
            return "(" + input + " in "
                    + options.stream().map(Expr::toString).collect(Collectors.joining(", ", "[", "]")) + ")";
        }
    }

    /** The value of the first branch whose condition is true, else {@code otherwise}. */
    record Case(List<Branch> branches, Expr otherwise) implements Expr {
        public Case {
            branches = List.copyOf(branches);
        }

        @Override
        public String toString() {
            return branches.stream()
                            .map(b -> b.when + " then " + b.then + " ")
                            .collect(Collectors.joining("when ", "when ", "otherwise "))
                    + otherwise;
        }
    }

    /** A condition of a {@link Case} and its value. */
    record Branch(Expr when, Expr then) {}

    /** An aggregate; {@code where} leaves out rows, {@code orderBy} belongs to first and last. */
    record Aggregate(AggregateFunction function, List<Expr> args, @Nullable Expr where, List<SortKey> orderBy)
            implements Expr {
        public Aggregate {
            args = List.copyOf(args);
            orderBy = List.copyOf(orderBy);
        }

        /** This aggregate over the rows for which {@code condition} is true. */
        public Aggregate where(Expr condition) {
            return new Aggregate(function, args, where == null ? condition : where.and(condition), orderBy);
        }

        /** This aggregate, for first and last, with the order that says which row that is. */
        public Aggregate orderBy(SortKey... keys) {
            return new Aggregate(function, args, where, List.of(keys));
        }

        @Override
        public String toString() {
            String order = orderBy.isEmpty()
                    ? ""
                    : " order by " + orderBy.stream().map(SortKey::toString).collect(Collectors.joining(", "));
            return function.symbol()
                    + args.stream().map(Expr::toString).collect(Collectors.joining(", ", "(", order + ")"))
                    + (where == null ? "" : " where " + where);
        }
    }

    // --- naming and types

    /** This expression under another name. */
    default Expr as(String name) {
        return new Alias(this, name);
    }

    /** The name of the column that this expression makes: its alias, its column, or its text. */
    default String outputName() {
        if (this instanceof Alias alias) {
            return alias.name();
        }
        return this instanceof Column column ? column.name() : toString();
    }

    /** This value as {@code target}; a value that does not fit fails the query. */
    default Expr cast(DataType target) {
        return new Cast(this, target, CastMode.STRICT);
    }

    /** This value as {@code target}, or null where it does not fit. */
    default Expr tryCast(DataType target) {
        return new Cast(this, target, CastMode.TRY);
    }

    // --- arithmetic

    default Expr plus(Object other) {
        return call(Function.ADD, other);
    }

    default Expr minus(Object other) {
        return call(Function.SUBTRACT, other);
    }

    default Expr times(Object other) {
        return call(Function.MULTIPLY, other);
    }

    /** Floating division, also of integers; by zero gives infinity or NaN. */
    default Expr div(Object other) {
        return call(Function.DIVIDE, other);
    }

    /** Integer division, truncated towards zero; by zero is an error. */
    default Expr intDiv(Object other) {
        return call(Function.INT_DIV, other);
    }

    /** Remainder with the sign of this value; by zero is an error. */
    default Expr mod(Object other) {
        return call(Function.MOD, other);
    }

    default Expr negate() {
        return call(Function.NEGATE);
    }

    default Expr abs() {
        return call(Function.ABS);
    }

    /** To {@code digits} behind the point, halves away from zero. */
    default Expr round(int digits) {
        return call(Function.ROUND, digits);
    }

    default Expr floor() {
        return call(Function.FLOOR);
    }

    default Expr ceil() {
        return call(Function.CEIL);
    }

    default Expr sqrt() {
        return call(Function.SQRT);
    }

    default Expr pow(Object exponent) {
        return call(Function.POWER, exponent);
    }

    // --- comparison

    default Expr eq(Object other) {
        return call(Function.EQ, other);
    }

    default Expr ne(Object other) {
        return call(Function.NE, other);
    }

    default Expr lt(Object other) {
        return call(Function.LT, other);
    }

    default Expr le(Object other) {
        return call(Function.LE, other);
    }

    default Expr gt(Object other) {
        return call(Function.GT, other);
    }

    default Expr ge(Object other) {
        return call(Function.GE, other);
    }

    /** Equality where null equals null. */
    default Expr eqNullSafe(@Nullable Object other) {
        return new Call(Function.EQ_NULL_SAFE, List.of(this, Exprs.lit(other)));
    }

    /** Whether this value lies from {@code low} to {@code high}, both included. */
    default Expr between(Object low, Object high) {
        return ge(low).and(le(high));
    }

    /** Whether this value equals one of {@code values}; null if it is null, or if only a null could match. */
    default Expr isIn(@Nullable Object... values) {
        return isIn(Arrays.asList(values));
    }

    /** Whether this value equals one of {@code values}; null if it is null, or if only a null could match. */
    default Expr isIn(Collection<? extends @Nullable Object> values) {
        List<Expr> options = new ArrayList<>(values.size());
        values.forEach(value -> options.add(Exprs.lit(value)));
        return new In(this, options);
    }

    // --- boolean and null

    default Expr and(Expr other) {
        return Exprs.flat(Function.AND, this, other);
    }

    default Expr or(Expr other) {
        return Exprs.flat(Function.OR, this, other);
    }

    default Expr not() {
        return call(Function.NOT);
    }

    default Expr isNull() {
        return call(Function.IS_NULL);
    }

    default Expr isNotNull() {
        return call(Function.IS_NOT_NULL);
    }

    default Expr isNan() {
        return call(Function.IS_NAN);
    }

    /** This value, or {@code replacement} where it is null. */
    default Expr fillNull(Object replacement) {
        return call(Function.COALESCE, replacement);
    }

    /** This value, or null where it equals {@code other}. */
    default Expr nullIf(Object other) {
        return call(Function.NULL_IF, other);
    }

    /** SQL's LIKE: {@code %} stands for any characters, {@code _} for one. */
    default Expr like(String pattern) {
        return call(Function.LIKE, pattern);
    }

    // --- name spaces

    /** Functions of strings. */
    default StringExprs str() {
        return new StringExprs(this);
    }

    /** Functions of dates and timestamps; parts of UTC timestamps are read in UTC. */
    default DateExprs dt() {
        return new DateExprs(this);
    }

    /** Fields of structs. */
    default StructExprs struct() {
        return new StructExprs(this);
    }

    // --- order

    default SortKey asc() {
        return new SortKey(this, SortKey.Direction.ASC, SortKey.NullOrder.LAST);
    }

    default SortKey desc() {
        return new SortKey(this, SortKey.Direction.DESC, SortKey.NullOrder.LAST);
    }

    private Expr call(Function function, Object... others) {
        List<Expr> args = new ArrayList<>(others.length + 1);
        args.add(this);
        for (Object other : others) {
            args.add(Exprs.lit(other));
        }
        return new Call(function, args);
    }
}
