package dev.colonnade.expr;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Values;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values of expressions over constants, as every engine computes them. What fails (overflow, division by zero, a cast
 * that does not fit) and what engines may round differently in the last digit ({@code exp}, {@code ln}, {@code power},
 * rounding of floats) stays an expression, so that the engine answers.
 */
public final class Folding {
    private Folding() {}

    /** The constant that this node is if its operands are constants; else the same instance. */
    public static BoundExpr fold(BoundExpr expr) {
        BoundExpr folded = null;
        if (expr instanceof BoundExpr.Call call) {
            folded = call(call);
        } else if (expr instanceof BoundExpr.Cast cast && cast.input() instanceof BoundExpr.Literal literal) {
            folded = cast(literal, cast.type());
        } else if (expr instanceof BoundExpr.In in && in.input() instanceof BoundExpr.Literal literal) {
            folded = in(literal, in.options());
        }
        return folded == null ? expr : folded;
    }

    /** The expression with every constant part replaced by its value. */
    public static BoundExpr foldAll(BoundExpr expr) {
        return BoundExprs.rewrite(expr, Folding::fold);
    }

    private static BoundExpr.@Nullable Literal call(BoundExpr.Call call) {
        List<@Nullable Object> values = new ArrayList<>(call.args().size());
        boolean constant = true;
        boolean sawNull = false;
        for (BoundExpr arg : call.args()) {
            if (arg instanceof BoundExpr.Literal literal) {
                values.add(literal.value());
                sawNull |= literal.value() == null;
            } else {
                constant = false;
            }
        }
        if (sawNull && isStrict(call.function())) {
            return BoundExpr.Literal.nullOf(call.type());
        }
        if (!constant) {
            return null;
        }
        try {
            return value(call, values);
        } catch (ArithmeticException | DateTimeException noValue) {
            return null;
        }
    }

    /** Whether a null operand makes the result null, whatever the others are. */
    static boolean isStrict(Function function) {
        return switch (function) {
            case AND, OR, IS_NULL, IS_NOT_NULL, EQ_NULL_SAFE, COALESCE, NULL_IF, GREATEST, LEAST -> false;
            default -> true;
        };
    }

    private static BoundExpr.@Nullable Literal value(BoundExpr.Call call, List<@Nullable Object> values) {
        Object first = values.get(0);
        return switch (call.function()) {
            case AND -> junction(values, false);
            case OR -> junction(values, true);
            case IS_NULL -> bool(first == null);
            case IS_NOT_NULL -> bool(first != null);
            case EQ_NULL_SAFE -> bool(Values.same(first, values.get(1)));
            case COALESCE -> BoundExpr.Literal.of(firstNotNull(values), call.type());
            case NULL_IF ->
                BoundExpr.Literal.of(first != null && Values.same(first, values.get(1)) ? null : first, call.type());
            case GREATEST -> BoundExpr.Literal.of(extreme(values, 1), call.type());
            case LEAST -> BoundExpr.Literal.of(extreme(values, -1), call.type());
            default -> {
                Object result = ConstantCalls.apply(call.function(), List.copyOf(values), call.type());
                yield result == null ? null : BoundExpr.Literal.of(result, call.type());
            }
        };
    }

    private static BoundExpr.Literal bool(boolean value) {
        return value ? BoundExpr.Literal.TRUE : BoundExpr.Literal.FALSE;
    }

    private static BoundExpr.Literal junction(List<@Nullable Object> values, boolean decides) {
        if (values.contains(decides)) {
            return bool(decides);
        }
        return values.contains(null) ? BoundExpr.Literal.nullOf(DataType.BOOL) : bool(!decides);
    }

    private static @Nullable Object firstNotNull(List<@Nullable Object> values) {
        return extreme(values, 0);
    }

    /** The first value that no later one beats in the direction of {@code sign}; the first of all if it is zero. */
    private static @Nullable Object extreme(List<@Nullable Object> values, int sign) {
        Object best = null;
        for (Object value : values) {
            if (value != null && (best == null || Values.compare(value, best) * sign > 0)) {
                best = value;
            }
        }
        return best;
    }

    private static BoundExpr.@Nullable Literal in(BoundExpr.Literal input, List<LiteralValue> options) {
        Object wanted = input.value();
        if (wanted == null) {
            return BoundExpr.Literal.nullOf(DataType.BOOL);
        }
        boolean sawNull = false;
        for (LiteralValue option : options) {
            Object value = option.value();
            if (value == null) {
                sawNull = true;
            } else if (Values.same(value, wanted)) {
                return BoundExpr.Literal.TRUE;
            }
        }
        return sawNull ? BoundExpr.Literal.nullOf(DataType.BOOL) : BoundExpr.Literal.FALSE;
    }

    private static BoundExpr.@Nullable Literal cast(BoundExpr.Literal input, DataType target) {
        Object value = input.value();
        if (value == null) {
            return BoundExpr.Literal.nullOf(target);
        }
        Object converted = ConstantCasts.apply(input.literal(), target);
        return converted == null ? null : BoundExpr.Literal.of(converted, target);
    }
}
