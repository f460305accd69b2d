package dev.colonnade.session;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.Function;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Values;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The keys of one side of a join: all of them if they are few, else the least and the greatest. */
final class JoinKeys {
    /** More keys than that are only known by their range. */
    static final int MOST_KEYS = 10_000;

    private final NavigableSet<Object> keys = new TreeSet<>(Values.ORDER);
    private boolean range;

    /** Null is no key, since it equals nothing. */
    void add(@Nullable Object key) {
        if (key == null) {
            return;
        }
        keys.add(key);
        if (keys.size() > MOST_KEYS) {
            range = true;
        }
        if (range) {
            Object least = keys.first();
            Object greatest = keys.last();
            keys.clear();
            keys.add(least);
            keys.add(greatest);
        }
    }

    /** True wherever {@code expr} equals a key, and at most where it lies among them. */
    BoundExpr condition(BoundExpr expr) {
        if (keys.isEmpty()) {
            return BoundExpr.Literal.FALSE;
        }
        DataType type = expr.type();
        if (!range) {
            return new BoundExpr.In(
                    expr, keys.stream().map(key -> LiteralValue.of(key, type)).toList());
        }
        BoundExpr least = BoundExpr.Literal.of(keys.first(), type);
        BoundExpr greatest = BoundExpr.Literal.of(keys.last(), type);
        return BoundExprs.and(List.of(
                BoundExprs.call(Function.GE, List.of(expr, least), DataType.BOOL),
                BoundExprs.call(Function.LE, List.of(expr, greatest), DataType.BOOL)));
    }
}
