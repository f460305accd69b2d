package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExpr.Literal;
import dev.colonnade.expr.Function;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.type.Values;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one condition says about another on the same value: comparisons with constants, look-ups and null tests. Answers
 * are proofs: false means unknown.
 */
final class Implication {
    /** Beyond this, comparing every pair of conjuncts takes longer than it saves; so does looking into long lists. */
    static final int MOST_CONJUNCTS = 64;

    private static final int MOST_OPTIONS = 1_000;

    private Implication() {}

    /** Whether {@code q} is true wherever {@code p} is. */
    static boolean implies(BoundExpr p, BoundExpr q) {
        if (p.equals(q)) {
            return true;
        }
        BoundExpr subject = subject(p);
        if (subject == null || !subject.equals(subject(q)) || is(p, Function.IS_NULL)) {
            return false;
        }
        if (is(q, Function.IS_NOT_NULL)) {
            return true;
        }
        if (is(p, Function.IS_NOT_NULL) || is(q, Function.IS_NULL)) {
            return false;
        }
        List<Object> points = points(p);
        if (!points.isEmpty()) {
            return points.stream().allMatch(value -> holds(q, value));
        }
        if (is(q, Function.NE)) {
            return !holds(p, constant(q));
        }
        boolean sameDirection = isLower(p) && isLower(q) || isUpper(p) && isUpper(q);
        if (!sameDirection) {
            return false;
        }
        int order = Values.compare(constant(p), constant(q)) * (isLower(p) ? 1 : -1);
        return order > 0 || order == 0 && (isInclusive(q) || !isInclusive(p));
    }

    /** Whether {@code p} and {@code q} are never true together. */
    static boolean excludes(BoundExpr p, BoundExpr q) {
        BoundExpr subject = subject(p);
        if (subject == null || !subject.equals(subject(q))) {
            return false;
        }
        if (is(p, Function.IS_NULL) || is(q, Function.IS_NULL)) {
            return !(is(p, Function.IS_NULL) && is(q, Function.IS_NULL));
        }
        List<Object> points = points(p).isEmpty() ? points(q) : points(p);
        if (!points.isEmpty()) {
            return points.stream().noneMatch(value -> holds(p, value) && holds(q, value));
        }
        if (isLower(p) && isUpper(q)) {
            return areApart(p, q);
        }
        return isUpper(p) && isLower(q) && areApart(q, p);
    }

    private static boolean areApart(BoundExpr lower, BoundExpr upper) {
        int order = Values.compare(constant(lower), constant(upper));
        return order > 0 || order == 0 && !(isInclusive(lower) && isInclusive(upper));
    }

    /** What a condition of a known form is about, or null. */
    private static @Nullable BoundExpr subject(BoundExpr expr) {
        if (expr instanceof BoundExpr.In in) {
            int size = in.options().size();
            boolean listed = size > 0 && size <= MOST_OPTIONS;
            return listed && in.options().stream().noneMatch(LiteralValue::isNull) ? in.input() : null;
        }
        if (!(expr instanceof BoundExpr.Call call)) {
            return null;
        }
        boolean compared = call.function().isComparison()
                && call.function() != Function.EQ_NULL_SAFE
                && call.arg(1) instanceof Literal literal
                && literal.value() != null;
        return compared || is(call, Function.IS_NULL) || is(call, Function.IS_NOT_NULL) ? call.arg(0) : null;
    }

    /** The only values for which the condition is true, or none if there are too many to list. */
    private static List<Object> points(BoundExpr expr) {
        if (expr instanceof BoundExpr.In in) {
            return in.options().stream()
                    .<Object>map(option -> Objects.requireNonNull(option.value()))
                    .toList();
        }
        return is(expr, Function.EQ) ? List.of(constant(expr)) : List.of();
    }

    /** Whether the condition is true of a value that is not null. */
    private static boolean holds(BoundExpr expr, Object value) {
        if (expr instanceof BoundExpr.In) {
            return points(expr).stream().anyMatch(point -> Values.compare(point, value) == 0);
        }
        if (is(expr, Function.IS_NOT_NULL)) {
            return true;
        }
        int order = Values.compare(value, constant(expr));
        return switch (((BoundExpr.Call) expr).function()) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            default -> false;
        };
    }

    private static Object constant(BoundExpr comparison) {
        Literal literal = (Literal) ((BoundExpr.Call) comparison).arg(1);
        return Objects.requireNonNull(literal.value());
    }

    private static boolean is(BoundExpr expr, Function function) {
        return expr instanceof BoundExpr.Call call && call.function() == function;
    }

    private static boolean isLower(BoundExpr expr) {
        return is(expr, Function.GT) || is(expr, Function.GE);
    }

    private static boolean isUpper(BoundExpr expr) {
        return is(expr, Function.LT) || is(expr, Function.LE);
    }

    private static boolean isInclusive(BoundExpr expr) {
        return is(expr, Function.GE) || is(expr, Function.LE);
    }
}
