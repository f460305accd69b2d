package dev.colonnade.oracle;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.Function;
import dev.colonnade.type.Values;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The scalar functions but for the ones that look at their operands one by one. */
final class Scalars {
    private Scalars() {}

    static @Nullable Object apply(BoundExpr.Call call, List<@Nullable Object> args) {
        return switch (call.function()) {
            case IS_NULL -> args.get(0) == null;
            case IS_NOT_NULL -> args.get(0) != null;
            case EQ_NULL_SAFE -> Values.same(args.get(0), args.get(1));
            case NULL_IF ->
                args.get(0) != null && args.get(1) != null && Values.same(args.get(0), args.get(1))
                        ? null
                        : args.get(0);
            case GREATEST -> extreme(args, 1);
            case LEAST -> extreme(args, -1);
            default -> args.contains(null) ? null : ofValues(call, args);
        };
    }

    private static @Nullable Object extreme(List<@Nullable Object> args, int sign) {
        Object best = null;
        for (Object arg : args) {
            if (arg != null && (best == null || Values.compare(arg, best) * sign > 0)) {
                best = arg;
            }
        }
        return best;
    }

    private static @Nullable Object ofValues(BoundExpr.Call call, List<@Nullable Object> args) {
        Function function = call.function();
        Object a = args.get(0);
        return switch (function) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, INT_DIV, MOD, POWER ->
                Times.isTime(a)
                        ? Times.arithmetic(function, a, args.get(1), call.type())
                        : Numbers.binary(function, a, args.get(1), call.type());
            case ROUND -> Numbers.round(a, ((Number) args.get(1)).intValue(), call.type());
            case NEGATE, ABS, FLOOR, CEIL, SQRT, EXP, LN, IS_NAN -> Numbers.unary(function, a, call.type());
            case EQ -> Values.compare(a, args.get(1)) == 0;
            case NE -> Values.compare(a, args.get(1)) != 0;
            case LT -> Values.compare(a, args.get(1)) < 0;
            case LE -> Values.compare(a, args.get(1)) <= 0;
            case GT -> Values.compare(a, args.get(1)) > 0;
            case GE -> Values.compare(a, args.get(1)) >= 0;
            case NOT -> !(Boolean) a;
            case LIKE,
                    LOWER,
                    UPPER,
                    LENGTH,
                    TRIM,
                    TRIM_START,
                    TRIM_END,
                    SUBSTRING,
                    CONCAT,
                    CONTAINS,
                    STARTS_WITH,
                    ENDS_WITH,
                    REPLACE -> Texts.apply(function, args);
            case YEAR, QUARTER, MONTH, DAY, DAY_OF_WEEK, DAY_OF_YEAR, HOUR, MINUTE, SECOND -> Times.part(function, a);
            case DATE_TRUNC -> Times.truncate((String) a, args.get(1));
            case BUCKET -> Murmur.bucket((Integer) a, args.get(1));
            case STRUCT_FIELD -> ((Map<?, ?>) a).get(args.get(1));
            case AND, OR, COALESCE, IS_NULL, IS_NOT_NULL, EQ_NULL_SAFE, NULL_IF, GREATEST, LEAST ->
                throw new IllegalStateException(function + " is answered elsewhere.");
        };
    }
}
