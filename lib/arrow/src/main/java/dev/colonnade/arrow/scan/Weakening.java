package dev.colonnade.arrow.scan;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.Function;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A condition in the native library's words that is true wherever another one is: AND and OR of comparisons of a column with
 * a constant and of null tests. What has no such words is left out of an AND, and an OR is left out with it.
 *
 * <p>The library compares floats as IEEE 754 does, where no comparison with NaN is true, and the library's user has NaN
 * greater than every number; so floats are only asked to be small or equal. Unsigned integers have no constants in Substrait.
 */
final class Weakening {
    private Weakening() {}

    /** Null if nothing but TRUE is known. */
    static @Nullable BoundExpr of(BoundExpr condition) {
        if (condition instanceof BoundExpr.In in) {
            return in(in);
        }
        if (!(condition instanceof BoundExpr.Call call)) {
            return null;
        }
        return switch (call.function()) {
            case AND -> and(call.args());
            case OR -> or(call.args());
            case EQ, LT, LE, GT, GE -> comparison(call);
            case IS_NULL, IS_NOT_NULL -> isComparable(call.arg(0)) ? call : null;
            default -> null;
        };
    }

    /** How many comparisons and null tests a weakened condition has. */
    static int terms(BoundExpr weakened) {
        BoundExpr.Call call = (BoundExpr.Call) weakened;
        return call.function() == Function.AND || call.function() == Function.OR
                ? call.args().stream().mapToInt(Weakening::terms).sum()
                : 1;
    }

    private static boolean isComparable(BoundExpr expr) {
        return expr instanceof BoundExpr.Column column
                && ComparableType.of(column.type()).isPresent();
    }

    private static @Nullable BoundExpr and(List<BoundExpr> args) {
        List<BoundExpr> known =
                args.stream().map(Weakening::of).filter(Objects::nonNull).toList();
        return known.isEmpty() ? null : BoundExprs.and(known);
    }

    private static @Nullable BoundExpr or(List<BoundExpr> args) {
        List<BoundExpr> known =
                args.stream().map(Weakening::of).filter(Objects::nonNull).toList();
        return known.size() < args.size() ? null : BoundExprs.or(known);
    }

    private static @Nullable BoundExpr comparison(BoundExpr.Call call) {
        if (call.arg(0) instanceof BoundExpr.Literal && call.arg(1) instanceof BoundExpr.Column) {
            return comparison(
                    BoundExprs.call(call.function().mirrored(), List.of(call.arg(1), call.arg(0)), DataType.BOOL));
        }
        boolean plain = call.arg(0) instanceof BoundExpr.Column column
                && call.arg(1) instanceof BoundExpr.Literal literal
                && literal.value() != null
                && column.type().equals(literal.type())
                && isOrderedAlike(column.type(), call.function(), literal.value());
        return plain ? call : null;
    }

    private static boolean isOrderedAlike(DataType type, Function function, Object value) {
        if (type instanceof DataType.FloatType) {
            boolean upper = function == Function.EQ || function == Function.LT || function == Function.LE;
            return upper && ComparableType.of(type).isPresent() && !Double.isNaN(((Number) value).doubleValue());
        }
        return ComparableType.of(type).isPresent();
    }

    private static @Nullable BoundExpr in(BoundExpr.In in) {
        List<LiteralValue> options =
                in.options().stream().filter(option -> !option.isNull()).toList();
        if (options.isEmpty() || !(in.input() instanceof BoundExpr.Column)) {
            return null;
        }
        if (options.size() > NativeFilter.MOST_TERMS / 2) {
            return range(in.input(), options);
        }
        List<BoundExpr> terms = new ArrayList<>();
        for (LiteralValue option : options) {
            BoundExpr term = compare(Function.EQ, in.input(), option);
            if (term == null) {
                return null;
            }
            terms.add(term);
        }
        return BoundExprs.or(terms);
    }

    private static @Nullable BoundExpr range(BoundExpr input, List<LiteralValue> options) {
        LiteralValue least = options.get(0);
        LiteralValue greatest = least;
        for (LiteralValue option : options) {
            least = order(option, least) < 0 ? option : least;
            greatest = order(option, greatest) > 0 ? option : greatest;
        }
        BoundExpr from = compare(Function.GE, input, least);
        BoundExpr to = compare(Function.LE, input, greatest);
        if (from == null || to == null) {
            return from == null ? to : from;
        }
        return BoundExprs.and(List.of(from, to));
    }

    private static int order(LiteralValue a, LiteralValue b) {
        return Values.compare(Objects.requireNonNull(a.value()), Objects.requireNonNull(b.value()));
    }

    private static @Nullable BoundExpr compare(Function function, BoundExpr input, LiteralValue value) {
        return comparison(BoundExprs.call(function, List.of(input, new BoundExpr.Literal(value)), DataType.BOOL));
    }
}
