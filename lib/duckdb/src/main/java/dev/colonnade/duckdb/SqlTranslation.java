package dev.colonnade.duckdb;

import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.expr.SortKey;
import dev.colonnade.plan.Invariants;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.source.FileSet;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A statement as nodes of the library, so that the optimizer's rules hold for it: counts, extremes and groups answered from
 * statistics, first rows bounded by them, joins that prune. Only what means exactly the same is translated: groupings, DISTINCT
 * and first rows of columns, aggregates of columns, conditions of {@link SqlPredicate}, over a {@link SqlScope}. Everything
 * else stays a text.
 */
final class SqlTranslation {
    private static final Set<String> MODIFIERS = Set.of("DISTINCT_MODIFIER", "ORDER_MODIFIER", "LIMIT_MODIFIER");

    private final Map<?, ?> select;
    private final SqlScope scope;
    private final List<LiteralValue> parameters;
    private final Schema result;
    private final SqlItems items;

    private SqlTranslation(
            Map<?, ?> select, SqlScope scope, List<LiteralValue> parameters, Schema result, SqlItems items) {
        this.select = select;
        this.scope = scope;
        this.parameters = parameters;
        this.result = result;
        this.items = items;
    }

    /**
     * @param root the tree that {@link SqlTree} has judged
     * @param datasets the files behind each table name that it uses
     * @param result the columns that the engine gives the statement
     * @return a plan with these columns, or null if the statement stays a text
     */
    static @Nullable LogicalPlan of(
            Map<?, ?> root, Map<String, FileSet> datasets, List<LiteralValue> parameters, Schema result) {
        Object statement = SqlNodes.list(root, "statements").get(0);
        if (!(statement instanceof Map<?, ?> map)
                || !(map.get("node") instanceof Map<?, ?> select)
                || !SqlPruning.text(select, "type").equals("SELECT_NODE")
                || !SqlNodes.isAbsent(select, "sample", "qualify", "having")
                || !SqlNodes.holdsNothing(select, "cte_map", "map")
                || !(select.get("from_table") instanceof Map<?, ?> from)) {
            return null;
        }
        SqlScope scope = SqlScope.of(from, datasets);
        SqlItems items = scope == null ? null : SqlItems.of(select, scope);
        if (scope == null || items == null || items.size() != result.size()) {
            return null;
        }
        try {
            LogicalPlan plan = new SqlTranslation(select, scope, parameters, result, items).plan();
            return plan != null && Invariants.sameColumns(plan.schema(), result) ? plan : null;
        } catch (PlanException otherTypesThanTheEngines) {
            return null;
        }
    }

    private @Nullable LogicalPlan plan() {
        Map<?, ?> distinct = modifier("DISTINCT_MODIFIER");
        Map<?, ?> order = modifier("ORDER_MODIFIER");
        Map<?, ?> limit = modifier("LIMIT_MODIFIER");
        List<?> modifiers = SqlNodes.list(select, "modifiers");
        boolean known = modifiers.stream()
                .allMatch(m -> m instanceof Map<?, ?> map && MODIFIERS.contains(SqlPruning.text(map, "type")));
        boolean gains = items.isGrouped() || distinct != null || limit != null;
        boolean determined = limit == null || order != null || inFileOrder(distinct);
        boolean plainDistinct = distinct == null || SqlNodes.isAbsent(distinct, "distinct_on_targets");
        LogicalPlan rows = known && gains && determined && plainDistinct ? filtered() : null;
        if (rows == null) {
            return null;
        }
        List<SqlItems.Key> keys = order == null ? List.of() : items.keys(order, distinct == null);
        Limit bound = limit == null ? null : limit(limit);
        if (keys == null || limit != null && bound == null) {
            return null;
        }
        LogicalPlan source = items.isGrouped() ? items.grouped(rows) : rows;
        if (keys.stream().allMatch(SqlItems.Key::isItem)) {
            LogicalPlan listed = listed(source);
            LogicalPlan each = distinct == null ? listed : new LogicalPlan.Distinct(listed);
            return ordered(each, keys, item -> Exprs.col(result.field(item).name()), bound);
        }
        return listed(ordered(source, keys, items::output, bound));
    }

    /** Whether the first rows are those that are read first. */
    private boolean inFileOrder(@Nullable Map<?, ?> distinct) {
        return distinct == null && !items.isGrouped() && scope.plan() instanceof LogicalPlan.Scan;
    }

    private @Nullable Map<?, ?> modifier(String type) {
        Map<?, ?> found = null;
        for (Object modifier : SqlNodes.list(select, "modifiers")) {
            if (modifier instanceof Map<?, ?> map
                    && SqlPruning.text(map, "type").equals(type)) {
                found = map;
            }
        }
        return found;
    }

    private @Nullable LogicalPlan filtered() {
        if (!(select.get("where_clause") instanceof Map<?, ?> where)) {
            return SqlNodes.isAbsent(select, "where_clause") ? scope.plan() : null;
        }
        Expr condition = new SqlPredicate(scope::operand, parameters).exact(where);
        return condition == null ? null : PlanBuilder.filter(scope.plan(), condition);
    }

    /** The items, under the names that the engine gives them. */
    private LogicalPlan listed(LogicalPlan source) {
        List<Expr> columns = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            columns.add(items.output(i).as(result.field(i).name()));
        }
        return PlanBuilder.select(source, columns);
    }

    /** @param itemColumn the column of the plan that is an item, by its number */
    private static LogicalPlan ordered(
            LogicalPlan plan, List<SqlItems.Key> keys, IntFunction<Expr> itemColumn, @Nullable Limit limit) {
        List<SortKey> sortKeys = new ArrayList<>();
        for (SqlItems.Key key : keys) {
            Expr expr = key.column() == null ? itemColumn.apply(key.item()) : SqlScope.expr(key.column());
            sortKeys.add(new SortKey(expr, key.direction(), key.nulls()));
        }
        LogicalPlan sorted = sortKeys.isEmpty() ? plan : PlanBuilder.sort(plan, sortKeys);
        return limit == null ? sorted : PlanBuilder.limit(sorted, limit.offset(), limit.count());
    }

    private record Limit(long offset, long count) {}

    private @Nullable Limit limit(Map<?, ?> modifier) {
        boolean none = SqlNodes.isAbsent(modifier, "offset");
        Long count = SqlPruning.text(modifier, "limit_type").equals("ROW_COUNT") ? number(modifier.get("limit")) : null;
        Long offset = none ? Long.valueOf(0) : number(modifier.get("offset"));
        return count == null || offset == null ? null : new Limit(offset, count);
    }

    private @Nullable Long number(@Nullable Object node) {
        if (node instanceof Map<?, ?> map && SqlPruning.text(map, "type").equals("VALUE_PARAMETER")) {
            Object value = parameters
                    .get(Integer.parseInt(SqlPruning.text(map, "identifier")) - 1)
                    .value();
            boolean whole = value instanceof Long || value instanceof Integer;
            return whole && value instanceof Number count && count.longValue() >= 0 ? count.longValue() : null;
        }
        return SqlNodes.integer(node);
    }
}
