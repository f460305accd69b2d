package dev.colonnade.oracle;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.Expr;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Schema;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Parts of random plans and their meaning, for what computes less than a plan. */
public final class RandomPieces {
    private RandomPieces() {}

    /** A condition over the columns of {@code schema}, {@code depth} calls deep at most. */
    public static Expr condition(Random random, Schema schema, int depth) {
        return RandomExprs.over(random, schema).condition(depth);
    }

    /** Aggregates, perhaps with operations around them. */
    public static Expr aggregate(Random random, Schema schema) {
        RandomAggregates aggregates = new RandomAggregates(random, schema);
        return random.nextInt(3) > 0 ? aggregates.wild() : aggregates.tame();
    }

    /** The value for those rows, {@link #isNone} if it has to fail. @throws OracleError if what there is to add up has to fail */
    public static @Nullable Object value(
            BoundExpr.Aggregate aggregate, Schema schema, List<List<@Nullable Object>> rows) {
        return Aggregates.value(aggregate, schema, rows);
    }

    /** Some non-null values of a type. */
    public static List<?> values(DataType type) {
        return Pools.of("", type);
    }

    /** Whether a part of {@code expr} has no value for the row, so that computing it may fail. */
    public static boolean mayFail(BoundExpr expr, Schema schema, List<@Nullable Object> row) {
        return isNone(valueOrNone(expr, schema, row))
                || expr.children().stream().anyMatch(child -> mayFail(child, schema, row));
    }

    private static @Nullable Object valueOrNone(BoundExpr expr, Schema schema, List<@Nullable Object> row) {
        try {
            return Evaluator.value(expr, schema, row);
        } catch (OracleError dependsOnNone) {
            return Evaluator.NONE;
        }
    }

    /** Whether {@code value} stands for a failure. */
    public static boolean isNone(@Nullable Object value) {
        return value == Evaluator.NONE;
    }
}
