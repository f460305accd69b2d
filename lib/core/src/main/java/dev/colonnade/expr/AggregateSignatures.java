package dev.colonnade.expr;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.type.DataType;
import java.util.List;

/** What each aggregate takes and gives. */
final class AggregateSignatures {
    private AggregateSignatures() {}

    /** The aggregate's arguments, converted; the type of its result is {@link #result}. */
    static List<BoundExpr> convert(AggregateFunction function, List<BoundExpr> args) {
        return switch (function) {
            case COUNT_ROWS, COUNT, COUNT_DISTINCT, MIN, MAX, FIRST, LAST -> args;
            case SUM -> List.of(number(function, args.get(0)));
            case AVG, MEDIAN, STDDEV, VARIANCE -> List.of(Coercion.to(DataType.FLOAT64, number(function, args.get(0))));
            case QUANTILE -> List.of(Coercion.to(DataType.FLOAT64, number(function, args.get(0))), share(args.get(1)));
            case ANY, ALL -> List.of(condition(function, args.get(0)));
        };
    }

    static DataType result(AggregateFunction function, List<BoundExpr> args) {
        return switch (function) {
            case COUNT_ROWS, COUNT, COUNT_DISTINCT -> DataType.INT64;
            case MIN, MAX, FIRST, LAST -> args.get(0).type();
            case SUM -> sum(args.get(0).type());
            case AVG, MEDIAN, QUANTILE, STDDEV, VARIANCE -> DataType.FLOAT64;
            case ANY, ALL -> DataType.BOOL;
        };
    }

    private static DataType sum(DataType type) {
        if (type instanceof DataType.DecimalType decimal) {
            return DataType.decimal(DataType.DecimalType.MAX_PRECISION, decimal.scale());
        }
        return type instanceof DataType.FloatType ? DataType.FLOAT64 : DataType.INT64;
    }

    private static BoundExpr number(AggregateFunction function, BoundExpr arg) {
        if (arg.type() instanceof DataType.NullType) {
            return Coercion.to(DataType.INT64, arg);
        }
        if (!arg.type().isNumeric()) {
            throw mismatch(function, arg, "a number");
        }
        return arg.type() instanceof DataType.FloatType ? Coercion.to(DataType.FLOAT64, arg) : arg;
    }

    private static BoundExpr share(BoundExpr arg) {
        if (arg instanceof BoundExpr.Literal literal
                && literal.value() instanceof Double share
                && share >= 0
                && share <= 1) {
            return arg;
        }
        throw new PlanException(ErrorCode.INVALID_ARGUMENT, "quantile takes a constant from 0 to 1, not " + arg + ".");
    }

    private static BoundExpr condition(AggregateFunction function, BoundExpr arg) {
        if (arg.type() instanceof DataType.NullType) {
            return Coercion.to(DataType.BOOL, arg);
        }
        if (!(arg.type() instanceof DataType.BoolType)) {
            throw mismatch(function, arg, "a boolean");
        }
        return arg;
    }

    private static PlanException mismatch(AggregateFunction function, BoundExpr arg, String takes) {
        return new PlanException(
                ErrorCode.TYPE_MISMATCH,
                "Cannot compute " + function.symbol() + " of " + arg + " (" + arg.type() + "): it takes " + takes
                        + "; convert with cast(..).");
    }
}
