package dev.colonnade.plan;

/** One answer per operator; there are no defaults, so a new operator does not compile until every visitor answers. */
public interface PlanVisitor<R> {
    R visitScan(LogicalPlan.Scan scan);

    R visitSql(LogicalPlan.Sql sql);

    R visitEmpty(LogicalPlan.Empty empty);

    R visitValues(LogicalPlan.Values values);

    R visitFilter(LogicalPlan.Filter filter);

    R visitProject(LogicalPlan.Project project);

    R visitAggregate(LogicalPlan.Aggregate aggregate);

    R visitSort(LogicalPlan.Sort sort);

    R visitLimit(LogicalPlan.Limit limit);

    R visitTail(LogicalPlan.Tail tail);

    R visitDistinct(LogicalPlan.Distinct distinct);

    R visitJoin(LogicalPlan.Join join);

    R visitUnion(LogicalPlan.Union union);
}
