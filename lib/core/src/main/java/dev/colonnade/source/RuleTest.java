package dev.colonnade.source;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.Function;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.type.Values;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether conditions on a column may be true of rows whose partition key is known to be computed from the column. A no is certain. For one
 * thread.
 */
final class RuleTest {
    private final PartitionRule rule;
    private final Map<LiteralValue, @Nullable Object> keys = new HashMap<>();
    private final Map<BoundExpr.In, Set<@Nullable Object>> lists = new IdentityHashMap<>();

    RuleTest(PartitionRule rule) {
        this.rule = rule;
    }

    /** @param key of the rows; null if and only if the column is */
    boolean mayBeTrue(BoundExpr condition, @Nullable Object key) {
        if (condition instanceof BoundExpr.In in && rule.isAbout(in.input())) {
            Set<@Nullable Object> wanted = lists.computeIfAbsent(in, this::keysOf);
            return key != null && (wanted.contains(key) || wanted.contains(null));
        }
        if (!(condition instanceof BoundExpr.Call call)) {
            return true;
        }
        return switch (call.function()) {
            case AND -> call.args().stream().allMatch(each -> mayBeTrue(each, key));
            case OR -> call.args().stream().anyMatch(each -> mayBeTrue(each, key));
            case EQ, LT, LE, GT, GE, EQ_NULL_SAFE -> comparison(call.function(), call.arg(0), call.arg(1), key);
            case STARTS_WITH, LIKE -> prefix(call.function(), call.arg(0), call.arg(1), key);
            default -> true;
        };
    }

    /** With null if one of them is not known. */
    private Set<@Nullable Object> keysOf(BoundExpr.In in) {
        Set<@Nullable Object> wanted = new HashSet<>();
        for (LiteralValue option : in.options()) {
            if (option.value() != null) {
                wanted.add(keyOf(option));
            }
        }
        return wanted;
    }

    private @Nullable Object keyOf(LiteralValue value) {
        return keys.computeIfAbsent(value, rule::keyOf);
    }

    private boolean comparison(Function function, BoundExpr left, BoundExpr right, @Nullable Object key) {
        if (left instanceof BoundExpr.Literal && rule.isAbout(right)) {
            return comparison(function.mirrored(), right, left, key);
        }
        if (!rule.isAbout(left) || !(right instanceof BoundExpr.Literal literal)) {
            return true;
        }
        Object value = literal.value();
        if (value == null) {
            return function != Function.EQ_NULL_SAFE || key == null;
        }
        if (key == null) {
            return false;
        }
        Object wanted = keyOf(literal.literal());
        return switch (function) {
            case EQ, EQ_NULL_SAFE -> wanted == null || wanted.equals(key);
            case LT -> !rule.keepsOrder() || Values.compare(key, value) < 0;
            case LE -> !rule.keepsOrder() || Values.compare(key, value) <= 0;
            default -> !rule.keepsOrder() || wanted == null || Values.compare(key, wanted) >= 0;
        };
    }

    /** The key of a text begins as the key of each of its beginnings does. */
    private boolean prefix(Function function, BoundExpr text, BoundExpr pattern, @Nullable Object key) {
        if (!rule.isAbout(text)
                || !rule.keepsOrder()
                || !(pattern instanceof BoundExpr.Literal literal)
                || !(literal.value() instanceof String start)) {
            return true;
        }
        boolean like = function == Function.LIKE;
        int end = 0;
        while (end < start.length() && !(like && (start.charAt(end) == '%' || start.charAt(end) == '_'))) {
            end++;
        }
        Object wanted = keyOf(LiteralValue.ofJava(start.substring(0, end)));
        return key instanceof String own && (!(wanted instanceof String beginning) || own.startsWith(beginning));
    }
}
