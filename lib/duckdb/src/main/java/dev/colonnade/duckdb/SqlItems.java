package dev.colonnade.duckdb;

import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import dev.colonnade.expr.SortKey;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The list of a SELECT, if it has columns and aggregates of columns only, and what it groups by. */
final class SqlItems {
    /** @param column the column of the scope that the item is; null for an aggregate */
    private record Item(String alias, Expr expr, @Nullable Field column) {}

    /**
     * What to sort by.
     *
     * @param item the number of an item, or -1
     * @param column the column of the scope, if it is one
     */
    record Key(int item, @Nullable Field column, SortKey.Direction direction, SortKey.NullOrder nulls) {
        boolean isItem() {
            return item >= 0;
        }
    }

    private final SqlScope scope;
    private final List<Item> items = new ArrayList<>();
    private final List<Field> groupBy = new ArrayList<>();
    private boolean grouped;

    private SqlItems(SqlScope scope) {
        this.scope = scope;
    }

    /** Null if the list, or what it groups by, is of another shape. */
    static @Nullable SqlItems of(Map<?, ?> select, SqlScope scope) {
        SqlItems items = new SqlItems(scope);
        for (Object node : SqlNodes.list(select, "select_list")) {
            if (!(node instanceof Map<?, ?> map) || !items.add(map)) {
                return null;
            }
        }
        return items.group(select) ? items : null;
    }

    private boolean add(Map<?, ?> node) {
        if (SqlPruning.text(node, "type").equals("STAR")) {
            boolean plain = SqlNodes.isAbsent(
                    node,
                    "relation_name",
                    "exclude_list",
                    "replace_list",
                    "columns",
                    "expr",
                    "qualified_exclude_list",
                    "rename_list");
            List<Field> all = plain ? scope.star() : List.of();
            all.forEach(field -> items.add(new Item("", SqlScope.expr(field), field)));
            return !all.isEmpty();
        }
        Field column = scope.column(node);
        Expr expr = column == null ? aggregate(node) : SqlScope.expr(column);
        if (expr != null) {
            items.add(new Item(SqlPruning.text(node, "alias"), expr, column));
        }
        return expr != null;
    }

    private @Nullable Expr aggregate(Map<?, ?> node) {
        boolean plain = SqlPruning.text(node, "type").equals("FUNCTION")
                && SqlNodes.isAbsent(node, "schema", "catalog", "filter", "distinct", "is_operator", "export_state")
                && SqlNodes.holdsNothing(node, "order_bys", "orders");
        String function = plain ? SqlPruning.text(node, "function_name").toLowerCase(Locale.ROOT) : "";
        List<?> arguments = SqlNodes.list(node, "arguments");
        if (function.equals("count_star") && arguments.isEmpty()) {
            return Exprs.count();
        }
        Field column = arguments.size() == 1
                        && arguments.get(0) instanceof Map<?, ?> argument
                        && SqlNodes.isAbsent(argument, "name")
                ? scope.column(argument.get("expression"))
                : null;
        return column == null ? null : aggregate(function, column.type(), SqlScope.expr(column));
    }

    private static @Nullable Expr aggregate(String function, DataType type, Expr column) {
        boolean number = type instanceof DataType.IntType || type.equals(DataType.FLOAT64);
        return switch (function) {
            case "count" -> Exprs.count(column);
            case "min" -> type.isNested() ? null : Exprs.min(column);
            case "max" -> type.isNested() ? null : Exprs.max(column);
            case "sum" -> number ? Exprs.sum(column) : null;
            case "avg" -> number ? Exprs.avg(column) : null;
            default -> null;
        };
    }

    /** Takes in what is grouped by; whether that is understood, and every item that is no aggregate is grouped by. */
    private boolean group(Map<?, ?> select) {
        List<?> keys = SqlNodes.list(select, "group_expressions");
        List<?> sets = SqlNodes.list(select, "group_sets");
        boolean all = SqlPruning.text(select, "aggregate_handling").equals("FORCE_AGGREGATES");
        if (!all && !SqlPruning.text(select, "aggregate_handling").equals("STANDARD_HANDLING")
                || all && !keys.isEmpty()
                || sets.size() > 1
                || sets.size() == 1 && !(sets.get(0) instanceof List<?> set && set.size() == keys.size())) {
            return false;
        }
        for (Object key : keys) {
            Field column = groupKey(key);
            if (column == null) {
                return false;
            }
            addKey(column);
        }
        grouped = all || !keys.isEmpty() || items.stream().anyMatch(item -> item.column() == null);
        if (all) {
            items.stream().filter(item -> item.column() != null).forEach(item -> addKey(item.column()));
        }
        return !grouped || items.stream().allMatch(item -> item.column() == null || groupBy.contains(item.column()));
    }

    private void addKey(@Nullable Field column) {
        if (column != null && !groupBy.contains(column)) {
            groupBy.add(column);
        }
    }

    /** A position, a column, or else the name of an item. */
    private @Nullable Field groupKey(@Nullable Object node) {
        Long position = SqlNodes.integer(node);
        if (position != null) {
            return position >= 1 && position <= items.size()
                    ? items.get((int) (position - 1)).column()
                    : null;
        }
        Field column = scope.column(node);
        int named = column == null ? named(node) : -1;
        return named >= 0 ? items.get(named).column() : column;
    }

    /** The number of the item with the alias that a reference is, -1 if there is none, -2 if there are several. */
    private int named(@Nullable Object node) {
        List<?> names =
                node instanceof Map<?, ?> map && SqlPruning.text(map, "type").equals("COLUMN_REF")
                        ? SqlNodes.list(map, "column_names")
                        : List.of();
        int[] found = names.size() != 1
                ? new int[0]
                : IntStream.range(0, items.size())
                        .filter(i -> items.get(i).alias().equalsIgnoreCase(String.valueOf(names.get(0))))
                        .toArray();
        return found.length == 0 ? -1 : found.length == 1 ? found[0] : -2;
    }

    int size() {
        return items.size();
    }

    boolean isGrouped() {
        return grouped;
    }

    /** What an item is made of: a column of the scope, or of {@link #grouped}. */
    Expr output(int item) {
        Field column = items.get(item).column();
        return column == null ? Exprs.col("aggregate " + item) : SqlScope.expr(column);
    }

    /** The groups of the rows: the columns grouped by, and the aggregates among the items. */
    LogicalPlan grouped(LogicalPlan rows) {
        List<Expr> aggregates = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).column() == null) {
                aggregates.add(items.get(i).expr().as("aggregate " + i));
            }
        }
        return PlanBuilder.aggregate(rows, groupBy.stream().map(SqlScope::expr).toList(), aggregates);
    }

    /**
     * The keys of an ORDER BY, or null if one is neither an item nor a column.
     *
     * @param mayBeOther whether a key may be a column that is no item
     */
    @Nullable
    List<Key> keys(Map<?, ?> order, boolean mayBeOther) {
        List<Key> keys = new ArrayList<>();
        for (Object node : SqlNodes.list(order, "orders")) {
            Key key = node instanceof Map<?, ?> map ? key(map) : null;
            boolean fits = key != null && (key.isItem() || mayBeOther && (!grouped || groupBy.contains(key.column())));
            if (key == null || !fits) {
                return null;
            }
            keys.add(key);
        }
        return keys.isEmpty() ? null : keys;
    }

    private @Nullable Key key(Map<?, ?> node) {
        SortKey.Direction direction =
                switch (SqlPruning.text(node, "type")) {
                    case "ORDER_DEFAULT", "ASCENDING" -> SortKey.Direction.ASC;
                    case "DESCENDING" -> SortKey.Direction.DESC;
                    default -> null;
                };
        SortKey.NullOrder nulls =
                switch (SqlPruning.text(node, "null_order")) {
                    case "ORDER_DEFAULT", "NULLS LAST" -> SortKey.NullOrder.LAST;
                    case "NULLS FIRST" -> SortKey.NullOrder.FIRST;
                    default -> null;
                };
        if (direction == null || nulls == null) {
            return null;
        }
        Object expression = node.get("expression");
        Field column = named(expression) == -1 ? scope.column(expression) : null;
        int item = item(expression, column);
        return item < 0 && column == null ? null : new Key(item, item < 0 ? column : null, direction, nulls);
    }

    /** The number of the item that an expression is: by position, alias, column or aggregate; or -1. */
    private int item(@Nullable Object expression, @Nullable Field column) {
        Long position = SqlNodes.integer(expression);
        if (position != null) {
            return position >= 1 && position <= items.size() ? (int) (position - 1) : -1;
        }
        int named = named(expression);
        if (named >= 0) {
            return named;
        }
        Expr expr = expression instanceof Map<?, ?> map && column == null ? aggregate(map) : null;
        return IntStream.range(0, items.size())
                .filter(i -> column != null
                        ? column.equals(items.get(i).column())
                        : expr != null && expr.equals(items.get(i).expr()))
                .findFirst()
                .orElse(-1);
    }
}
