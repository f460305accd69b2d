package dev.colonnade.plan;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;

/** What holds of every well-formed plan, whoever built it. */
public final class Invariants implements PlanVisitor<List<BoundExpr>> {
    private static final Invariants EXPRESSIONS = new Invariants();

    private Invariants() {}

    /**
     * Checks that every column that an expression reads exists in the node's input with the type it was bound to, that
     * conditions are booleans and that aggregates stand in aggregate nodes only.
     *
     * @throws ColonnadeException INTERNAL, naming the node
     */
    public static void check(LogicalPlan plan) {
        for (LogicalPlan input : plan.inputs()) {
            check(input);
        }
        List<BoundExpr> exprs = plan.accept(EXPRESSIONS);
        if (!exprs.isEmpty()) {
            Schema visible = visible(plan);
            for (BoundExpr expr : exprs) {
                checkColumns(plan, expr, visible);
            }
        }
        checkShape(plan, exprs);
    }

    /** The columns that a node's expressions may read. */
    private static Schema visible(LogicalPlan node) {
        if (node instanceof LogicalPlan.Scan scan) {
            return scan.files().schema();
        }
        if (node.inputs().size() == 1) {
            return node.inputs().get(0).schema();
        }
        List<Field> fields = new ArrayList<>();
        for (LogicalPlan input : node.inputs()) {
            fields.addAll(input.schema().fields());
        }
        return Schema.of(fields);
    }

    private static void checkColumns(LogicalPlan node, BoundExpr expr, Schema input) {
        if (expr instanceof BoundExpr.Column column) {
            Field field = input.find(column.name()).orElse(null);
            if (field == null || !field.type().equals(column.type())) {
                throw broken(
                        node,
                        "reads " + column.name() + " (" + column.type() + "), which its input " + input
                                + " does not have");
            }
        }
        for (BoundExpr child : expr.children()) {
            checkColumns(node, child, input);
        }
    }

    private static void checkShape(LogicalPlan node, List<BoundExpr> exprs) {
        if (node instanceof LogicalPlan.Aggregate aggregate) {
            for (NamedExpr named : aggregate.aggregates()) {
                if (!(named.expr() instanceof BoundExpr.Aggregate)) {
                    throw broken(node, "computes something that is no aggregate");
                }
            }
        }
        if (node instanceof LogicalPlan.Union union) {
            for (LogicalPlan input : union.inputs()) {
                if (!sameColumns(input.schema(), union.schema())) {
                    throw broken(node, "unites different columns");
                }
            }
        }
        boolean conditions = node instanceof LogicalPlan.Filter
                || node instanceof LogicalPlan.Scan
                || node instanceof LogicalPlan.Join;
        boolean aggregates = node instanceof LogicalPlan.Aggregate;
        for (BoundExpr expr : exprs) {
            if (conditions && !(expr.type() instanceof DataType.BoolType)) {
                throw broken(node, "has a condition that is no boolean");
            }
            boolean direct = aggregates && expr instanceof BoundExpr.Aggregate;
            if (!direct && BoundExprs.hasAggregate(expr)) {
                throw broken(node, "has an aggregate in " + expr);
            }
        }
    }

    /** Whether two schemas have the same names and types, in order. */
    public static boolean sameColumns(Schema a, Schema b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!a.field(i).name().equals(b.field(i).name())
                    || !a.field(i).type().equals(b.field(i).type())) {
                return false;
            }
        }
        return true;
    }

    private static ColonnadeException broken(LogicalPlan node, String why) {
        return new ColonnadeException(ErrorCode.INTERNAL, "Plan node '" + PlanPrinter.line(node) + "' " + why + ".");
    }

    @Override
    public List<BoundExpr> visitScan(LogicalPlan.Scan scan) {
        return scan.filter() == null ? List.of() : List.of(scan.filter());
    }

    @Override
    public List<BoundExpr> visitSql(LogicalPlan.Sql sql) {
        return List.of();
    }

    @Override
    public List<BoundExpr> visitEmpty(LogicalPlan.Empty empty) {
        return List.of();
    }

    @Override
    public List<BoundExpr> visitValues(LogicalPlan.Values values) {
        return List.of();
    }

    @Override
    public List<BoundExpr> visitFilter(LogicalPlan.Filter filter) {
        return List.of(filter.condition());
    }

    @Override
    public List<BoundExpr> visitProject(LogicalPlan.Project project) {
        return project.exprs().stream().map(NamedExpr::expr).toList();
    }

    @Override
    public List<BoundExpr> visitAggregate(LogicalPlan.Aggregate aggregate) {
        List<BoundExpr> exprs = new ArrayList<>();
        aggregate.keys().forEach(k -> exprs.add(k.expr()));
        aggregate.aggregates().forEach(a -> exprs.add(a.expr()));
        return exprs;
    }

    @Override
    public List<BoundExpr> visitSort(LogicalPlan.Sort sort) {
        return sort.keys().stream().map(k -> k.expr()).toList();
    }

    @Override
    public List<BoundExpr> visitLimit(LogicalPlan.Limit limit) {
        return List.of();
    }

    @Override
    public List<BoundExpr> visitTail(LogicalPlan.Tail tail) {
        return List.of();
    }

    @Override
    public List<BoundExpr> visitDistinct(LogicalPlan.Distinct distinct) {
        return List.of();
    }

    @Override
    public List<BoundExpr> visitJoin(LogicalPlan.Join join) {
        return List.of(join.condition());
    }

    @Override
    public List<BoundExpr> visitUnion(LogicalPlan.Union union) {
        return List.of();
    }
}
