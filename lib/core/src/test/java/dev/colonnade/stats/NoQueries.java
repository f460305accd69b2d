package dev.colonnade.stats;

import dev.colonnade.batch.Table;
import dev.colonnade.plan.LogicalPlan;
import java.util.List;

/** Fails the test that asks a query. */
final class NoQueries implements ColumnQueries {
    @Override
    public LogicalPlan values(List<String> path) {
        throw new AssertionError("A query was asked.");
    }

    @Override
    public Table collect(LogicalPlan plan) {
        throw new AssertionError("A query was run.");
    }
}
