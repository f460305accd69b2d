package dev.colonnade.oracle;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.plan.Invariants;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.Plans;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Cuts a plan down to a small one that is still wrong: parts of it, fewer operators, columns and calls. */
public final class Shrinker {
    private static final int MOST_ROUNDS = 200;

    private Shrinker() {}

    /** The smallest wrong plan on the way down; {@code plan} itself if nothing smaller is wrong. */
    public static LogicalPlan shrink(LogicalPlan plan, Predicate<LogicalPlan> wrong) {
        LogicalPlan smallest = plan;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Optional<LogicalPlan> smaller = candidates(smallest).stream()
                    .filter(Shrinker::isWellFormed)
                    .filter(wrong)
                    .findFirst();
            if (smaller.isEmpty()) {
                return smallest;
            }
            smallest = smaller.get();
        }
        return smallest;
    }

    private static boolean isWellFormed(LogicalPlan plan) {
        try {
            Invariants.check(plan);
            return true;
        } catch (ColonnadeException broken) {
            return false;
        }
    }

    private static List<LogicalPlan> candidates(LogicalPlan plan) {
        List<LogicalPlan> candidates = new ArrayList<>();
        Plans.forEach(plan, node -> {
            if (node != plan) {
                candidates.add(node);
            }
        });
        boolean cuts = hasCut(plan);
        Plans.forEach(plan, node -> {
            for (LogicalPlan simpler : simpler(node, cuts)) {
                try {
                    candidates.add(Plans.rewriteUp(plan, n -> n == node ? simpler : n));
                } catch (ColonnadeException | IndexOutOfBoundsException doesNotFit) {
                    // what stands above needs the columns that are gone: no candidate
                }
            }
        });
        return candidates;
    }

    /** Whether rows are picked by their order, which has to stay total. */
    private static boolean hasCut(LogicalPlan plan) {
        return plan instanceof LogicalPlan.Limit
                || plan instanceof LogicalPlan.Tail
                || plan.inputs().stream().anyMatch(Shrinker::hasCut);
    }

    /** Nodes that may stand in the place of this one. */
    private static List<LogicalPlan> simpler(LogicalPlan node, boolean cuts) {
        List<LogicalPlan> simpler = new ArrayList<>();
        if (node instanceof LogicalPlan.Filter filter) {
            simpler.add(filter.input());
            smaller(filter.condition()).forEach(c -> simpler.add(new LogicalPlan.Filter(filter.input(), c)));
        } else if (node instanceof LogicalPlan.Distinct distinct) {
            simpler.add(distinct.input());
        } else if (node instanceof LogicalPlan.Project project) {
            simpler.add(project.input());
            fewer(project.exprs()).forEach(e -> simpler.add(LogicalPlan.Project.of(project.input(), e)));
        } else if (node instanceof LogicalPlan.Aggregate group) {
            fewer(group.aggregates())
                    .forEach(a -> simpler.add(LogicalPlan.Aggregate.of(group.input(), group.keys(), a)));
            fewer(group.keys())
                    .forEach(k -> simpler.add(LogicalPlan.Aggregate.of(group.input(), k, group.aggregates())));
        } else if (node instanceof LogicalPlan.Sort sort && !cuts) {
            simpler.add(sort.input());
            if (sort.keys().size() > 1) {
                simpler.add(new LogicalPlan.Sort(
                        sort.input(), sort.keys().subList(1, sort.keys().size())));
            }
        } else if (node instanceof LogicalPlan.Join join) {
            smaller(join.condition())
                    .forEach(c -> simpler.add(LogicalPlan.Join.of(join.left(), join.right(), join.type(), c)));
        } else if (node instanceof LogicalPlan.Union) {
            simpler.addAll(node.inputs());
        }
        return simpler;
    }

    /** One expression less, or one of them smaller. */
    private static List<List<NamedExpr>> fewer(List<NamedExpr> exprs) {
        List<List<NamedExpr>> lists = new ArrayList<>();
        for (int i = 0; i < exprs.size(); i++) {
            List<NamedExpr> rest = new ArrayList<>(exprs);
            rest.remove(i);
            if (!rest.isEmpty()) {
                lists.add(rest);
            }
            for (BoundExpr smaller : smaller(exprs.get(i).expr())) {
                List<NamedExpr> changed = new ArrayList<>(exprs);
                changed.set(i, exprs.get(i).withExpr(smaller));
                lists.add(changed);
            }
        }
        return lists;
    }

    /** The expression with one call replaced by one of its operands of the same type. */
    private static List<BoundExpr> smaller(BoundExpr expr) {
        List<BoundExpr> smaller = new ArrayList<>();
        visit(expr, node -> node.children().stream()
                .filter(child -> child.type().equals(node.type()))
                .filter(child -> !(node instanceof BoundExpr.Aggregate))
                .forEach(child -> smaller.add(BoundExprs.rewrite(expr, e -> e == node ? child : e))));
        return smaller;
    }

    private static void visit(BoundExpr expr, java.util.function.Consumer<BoundExpr> visitor) {
        visitor.accept(expr);
        expr.children().forEach(child -> visit(child, visitor));
    }
}
