package dev.colonnade.optimize.rule;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.Function;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.type.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Alternatives for one value become one look-up; a look-up in one value is an equality.
 *
 * <pre>
 * a = 1 OR b = 7 OR a in [2, 3]   =>   a in [1, 2, 3] OR b = 7
 * a in [1, 1]                     =>   a = 1
 * </pre>
 */
final class CollectEqualities implements Rule {
    @Override
    public String id() {
        return "collect-equalities";
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return NodeExpressions.rewrite(plan, expr -> BoundExprs.rewrite(expr, CollectEqualities::collect));
    }

    private static BoundExpr collect(BoundExpr expr) {
        if (expr instanceof BoundExpr.In in) {
            Set<LiteralValue> options = new LinkedHashSet<>(in.options());
            return options.size() == in.options().size() && options.size() != 1 ? in : lookUp(in.input(), options);
        }
        if (!(expr instanceof BoundExpr.Call or) || or.function() != Function.OR) {
            return expr;
        }
        Map<BoundExpr, Set<LiteralValue>> optionsOf = new LinkedHashMap<>();
        for (BoundExpr operand : or.args()) {
            Set<LiteralValue> options = options(operand);
            if (!options.isEmpty()) {
                optionsOf
                        .computeIfAbsent(operand.children().get(0), input -> new LinkedHashSet<>())
                        .addAll(options);
            }
        }
        List<BoundExpr> operands = new ArrayList<>();
        for (BoundExpr operand : or.args()) {
            if (options(operand).isEmpty()) {
                operands.add(operand);
            } else {
                BoundExpr input = operand.children().get(0);
                Set<LiteralValue> all = optionsOf.remove(input);
                if (all != null) {
                    operands.add(lookUp(input, all));
                }
            }
        }
        return operands.size() == or.args().size() ? or : BoundExprs.or(operands);
    }

    /** The constants for which the expression is true; empty if it is neither a look-up nor an equality with one. */
    private static Set<LiteralValue> options(BoundExpr expr) {
        if (expr instanceof BoundExpr.In in) {
            return new LinkedHashSet<>(in.options());
        }
        return expr instanceof BoundExpr.Call call
                        && call.function() == Function.EQ
                        && call.arg(1) instanceof BoundExpr.Literal literal
                ? Set.of(literal.literal())
                : Set.of();
    }

    private static BoundExpr lookUp(BoundExpr input, Set<LiteralValue> options) {
        List<LiteralValue> list = List.copyOf(options);
        return list.size() == 1
                ? BoundExprs.call(Function.EQ, List.of(input, new BoundExpr.Literal(list.get(0))), DataType.BOOL)
                : new BoundExpr.In(input, list);
    }
}
