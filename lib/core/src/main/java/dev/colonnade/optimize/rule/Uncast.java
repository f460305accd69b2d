package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExpr.Literal;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.Casts;
import dev.colonnade.expr.Function;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.type.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions on a cast said of what is cast; the same instance where that cannot be said exactly. */
final class Uncast {
    private static final double EXACT_IN_FLOAT64 = 1L << 53;

    private Uncast() {}

    /** A comparison of a cast with a constant that is not null. */
    static BoundExpr comparison(BoundExpr.Call call, BoundExpr.Cast cast, LiteralValue constant) {
        if (!keepsOrder(cast, constant)) {
            return call;
        }
        return Bracket.of(constant, cast.input().type())
                .map(bracket -> compared(call.function(), cast.input(), bracket))
                .orElse(call);
    }

    /** Whether comparing with that constant before the cast is the same as after it. */
    private static boolean keepsOrder(BoundExpr.Cast cast, LiteralValue constant) {
        DataType from = cast.input().type();
        if (from instanceof DataType.IntType && cast.type().equals(DataType.FLOAT64)) {
            return constant.value() instanceof Double real && Math.abs(real) < EXACT_IN_FLOAT64;
        }
        return Casts.keepsOrder(from, cast.type());
    }

    private static BoundExpr compared(Function function, BoundExpr input, Bracket bracket) {
        if (bracket.isExact()) {
            return call(function, input, bracket.floor());
        }
        return switch (function) {
            case LT, LE -> bracket.ceiling() == null ? always(input) : below(input, bracket.floor());
            case GT, GE -> bracket.floor() == null ? always(input) : above(input, bracket.ceiling());
            case EQ -> never(input);
            case NE -> always(input);
            default -> Literal.FALSE;
        };
    }

    private static BoundExpr below(BoundExpr input, @Nullable Object floor) {
        return floor == null ? never(input) : call(Function.LE, input, floor);
    }

    private static BoundExpr above(BoundExpr input, @Nullable Object ceiling) {
        return ceiling == null ? never(input) : call(Function.GE, input, ceiling);
    }

    private static BoundExpr call(Function function, BoundExpr input, @Nullable Object value) {
        return BoundExprs.call(function, List.of(input, Literal.of(value, input.type())), DataType.BOOL);
    }

    /** False, or null where the input is. */
    private static BoundExpr never(BoundExpr input) {
        BoundExpr isNull = BoundExprs.call(Function.IS_NULL, List.of(input), DataType.BOOL);
        return BoundExprs.and(List.of(isNull, Literal.nullOf(DataType.BOOL)));
    }

    /** True, or null where the input is. */
    private static BoundExpr always(BoundExpr input) {
        BoundExpr isNotNull = BoundExprs.call(Function.IS_NOT_NULL, List.of(input), DataType.BOOL);
        return BoundExprs.or(List.of(isNotNull, Literal.nullOf(DataType.BOOL)));
    }

    /** The look-up without the cast; constants that the input's type does not have are never found. */
    static BoundExpr lookUp(BoundExpr.In in, BoundExpr.Cast cast) {
        DataType type = cast.input().type();
        List<LiteralValue> options = new ArrayList<>();
        for (LiteralValue option : in.options()) {
            if (option.isNull()) {
                options.add(LiteralValue.of(null, type));
                continue;
            }
            Bracket bracket =
                    keepsOrder(cast, option) ? Bracket.of(option, type).orElse(null) : null;
            if (bracket == null) {
                return in;
            }
            if (bracket.isExact()) {
                options.add(LiteralValue.of(bracket.floor(), type));
            }
        }
        return options.isEmpty() ? never(cast.input()) : new BoundExpr.In(cast.input(), options);
    }
}
