package dev.colonnade.optimize.rule;

import dev.colonnade.expr.AggregateFunction;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.Function;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.optimize.Rule;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Aggregate;
import dev.colonnade.plan.LogicalPlan.Distinct;
import dev.colonnade.plan.LogicalPlan.Empty;
import dev.colonnade.plan.LogicalPlan.Project;
import dev.colonnade.plan.LogicalPlan.Scan;
import dev.colonnade.plan.LogicalPlan.Union;
import dev.colonnade.plan.LogicalPlan.Values;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.plan.Plans;
import dev.colonnade.source.FileSelection;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Counts, least and greatest values, and distinct partition keys are known of the files of which footers and directory names
 * prove that all of their rows match the filter or none. The others are scanned, if they are the smaller part.
 *
 * <pre>
 * Aggregate compute [count() as n]         Project [coalesce(n, 0) as n]
 *   Scan t filter a > 5               =>     Aggregate compute [sum(n) as n]
 *                                              Union of 2
 *                                                Values 1 row (statistics of 9,997 files)
 *                                                Aggregate compute [count() as n]
 *                                                  Scan t filter a > 5 in 3 of 10,000 files
 * </pre>
 */
final class AnswerFromStatistics implements Rule {
    static final String ID = "answer-from-statistics";

    private static final String REASON = "statistics only";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return Plans.rewriteUp(plan, AnswerFromStatistics::answer);
    }

    private static LogicalPlan answer(LogicalPlan node) {
        StatisticsQuestion question = StatisticsQuestion.of(node);
        if (question == null) {
            return node;
        }
        StatisticsAnswer answer = StatisticsAnswer.to(question);
        if (answer == null) {
            return node;
        }
        if (answer.openFiles().isEmpty() && answer.rows().isEmpty()) {
            return new Empty(node.schema(), "statistics of the files leave no row");
        }
        String origin = String.format(Locale.ROOT, "statistics of %,d files", answer.decidedFiles());
        LogicalPlan known = new Values(node.schema(), answer.rows(), origin);
        if (answer.openFiles().isEmpty()) {
            return known;
        }
        Scan open = question.scan().withSelection(FileSelection.of(answer.openFiles(), REASON));
        LogicalPlan rest = Plans.rewriteUp(node, n -> n == question.scan() ? open : n);
        LogicalPlan both = Union.of(List.of(known, rest));
        return node instanceof Aggregate aggregate ? merged(aggregate, both) : new Distinct(both);
    }

    /** The aggregate's result from results over parts of the rows. */
    private static LogicalPlan merged(Aggregate whole, LogicalPlan parts) {
        List<NamedExpr> keys = new ArrayList<>();
        for (NamedExpr key : whole.keys()) {
            keys.add(
                    new NamedExpr(key.name(), BoundExpr.Column.of(parts.schema().field(key.name()))));
        }
        List<NamedExpr> merges = new ArrayList<>();
        for (NamedExpr named : whole.aggregates()) {
            BoundExpr.Aggregate aggregate = (BoundExpr.Aggregate) named.expr();
            boolean counts = isCount(aggregate);
            BoundExpr part = BoundExpr.Column.of(parts.schema().field(named.name()));
            merges.add(named.withExpr(new BoundExpr.Aggregate(
                    counts ? AggregateFunction.SUM : aggregate.function(),
                    List.of(part),
                    null,
                    List.of(),
                    aggregate.type())));
        }
        LogicalPlan merged = Aggregate.of(parts, keys, merges);
        List<NamedExpr> columns = new ArrayList<>(PlanBuilder.passThrough(merged.schema()));
        for (int i = 0; i < merges.size(); i++) {
            if (isCount((BoundExpr.Aggregate) whole.aggregates().get(i).expr())) {
                int position = keys.size() + i;
                columns.set(
                        position,
                        columns.get(position).withExpr(orZero(merged.schema().field(position))));
            }
        }
        boolean asIs = columns.stream().allMatch(NamedExpr::isPassThrough);
        return asIs ? merged : Project.of(merged, columns);
    }

    private static boolean isCount(BoundExpr.Aggregate aggregate) {
        return aggregate.function() == AggregateFunction.COUNT_ROWS || aggregate.function() == AggregateFunction.COUNT;
    }

    /** A sum of counts, which is never null. */
    private static BoundExpr orZero(Field sum) {
        BoundExpr zero = BoundExpr.Literal.of(0L, DataType.INT64);
        return BoundExprs.call(Function.COALESCE, List.of(BoundExpr.Column.of(sum), zero), DataType.INT64);
    }
}
