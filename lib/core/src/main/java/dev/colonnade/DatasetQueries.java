package dev.colonnade;

import dev.colonnade.batch.Table;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.session.QueryOptions;
import dev.colonnade.session.Workspace;
import dev.colonnade.stats.ColumnQueries;
import java.util.List;

/** Asks a dataset on behalf of a report. */
record DatasetQueries(LazyFrame dataset, Workspace workspace) implements ColumnQueries {
    @Override
    public LogicalPlan values(List<String> path) {
        Expr value = Exprs.col(path.get(0));
        for (String field : path.subList(1, path.size())) {
            value = value.struct().field(field);
        }
        return dataset.select(value.as("value")).plan();
    }

    @Override
    public Table collect(LogicalPlan plan) {
        return workspace.collect(plan, QueryOptions.defaults());
    }
}
