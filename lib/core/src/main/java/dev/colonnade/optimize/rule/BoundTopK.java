package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.BoundSortKey;
import dev.colonnade.expr.Function;
import dev.colonnade.expr.SortKey;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Limit;
import dev.colonnade.plan.LogicalPlan.Scan;
import dev.colonnade.plan.LogicalPlan.Sort;
import dev.colonnade.plan.LogicalPlan.Tail;
import dev.colonnade.plan.Plans;
import dev.colonnade.type.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first rows by a column lie on one side of a value that statistics know enough rows beyond; row groups that lie
 * on its other side are not read. Ties stay, and so do nulls where they come first.
 *
 * <pre>
 * Limit 10                   Limit 10
 *   Sort [a desc]       =>     Sort [a desc]
 *     Scan t                     Scan t filter a >= 990
 * </pre>
 */
final class BoundTopK implements Rule {
    @Override
    public String id() {
        return "bound-top-k";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Plans.rewriteUp(plan, BoundTopK::bound);
    }

    private static LogicalPlan bound(LogicalPlan node) {
        long wanted = wanted(node);
        if (wanted <= 0 || !(node.inputs().get(0) instanceof Sort sort)) {
            return node;
        }
        Scan scan = Origins.scan(sort.input());
        BoundSortKey key = sort.keys().get(0);
        String column = Origins.column(sort.input(), key.expr());
        if (scan == null || scan.limit() >= 0 || column == null) {
            return node;
        }
        boolean fromTheEnd = node instanceof Tail;
        boolean descending = (key.direction() == SortKey.Direction.DESC) != fromTheEnd;
        boolean nullsFirst = (key.nulls() == SortKey.NullOrder.FIRST) != fromTheEnd;
        TopRows top = TopRows.of(scan, column, wanted, descending, nullsFirst);
        if (top == null) {
            return node;
        }
        BoundExpr.Column input = BoundExpr.Column.of(scan.files().schema().field(column));
        BoundExpr threshold = BoundExpr.Literal.of(top.threshold(), input.type());
        BoundExpr beyond =
                BoundExprs.call(descending ? Function.GE : Function.LE, List.of(input, threshold), DataType.BOOL);
        BoundExpr isNull = BoundExprs.call(Function.IS_NULL, List.of(input), DataType.BOOL);
        boolean keepsNulls = nullsFirst && top.mayHaveNulls();
        if (isBounded(scan.filter(), beyond, isNull)) {
            return node;
        }
        List<BoundExpr> filter = new ArrayList<>();
        if (scan.filter() != null) {
            filter.add(scan.filter());
        }
        filter.add(keepsNulls ? BoundExprs.or(List.of(beyond, isNull)) : beyond);
        Scan bounded = scan.withFilter(BoundExprs.and(filter));
        return Plans.rewriteUp(node, n -> n == scan ? bounded : n);
    }

    /** How many of the first or last rows a node takes from its input; 0 if no certain number. */
    private static long wanted(LogicalPlan node) {
        if (node instanceof Tail tail) {
            return tail.count();
        }
        boolean bounded =
                node instanceof Limit limit && limit.count() > 0 && limit.count() <= Long.MAX_VALUE - limit.offset();
        return bounded ? ((Limit) node).offset() + ((Limit) node).count() : 0;
    }

    /** Whether the filter keeps no row but those beyond the threshold and nulls. */
    private static boolean isBounded(@Nullable BoundExpr filter, BoundExpr beyond, BoundExpr isNull) {
        if (filter == null) {
            return false;
        }
        for (BoundExpr conjunct : BoundExprs.conjuncts(filter)) {
            boolean junction = conjunct instanceof BoundExpr.Call call && call.function() == Function.OR;
            List<BoundExpr> options = junction ? conjunct.children() : List.of(conjunct);
            if (options.stream().allMatch(o -> o.equals(isNull) || Implication.implies(o, beyond))) {
                return true;
            }
        }
        return false;
    }
}
