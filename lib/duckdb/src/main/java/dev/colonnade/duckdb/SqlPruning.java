package dev.colonnade.duckdb;

import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Binder;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of its tables a statement can make use of, as far as its WHERE clauses say so of one table alone. A row that
 * fails them takes no part in the result, wherever the table stands as one of the inputs of an inner join or on the
 * preserved side of an outer one; so the filter may be applied below the statement, where it prunes files.
 *
 * <p>A table that a statement reads in several places keeps the rows that one of the places can use.
 */
final class SqlPruning {
    private static final Set<String> PRESERVES_LEFT = Set.of("INNER", "LEFT", "SEMI", "ANTI");
    private static final Set<String> PRESERVES_RIGHT = Set.of("INNER", "RIGHT");
    private static final Set<String> PLAIN_JOINS = Set.of("REGULAR", "CROSS");

    private final Map<String, Schema> schemas;
    private final List<LiteralValue> parameters;
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, List<BoundExpr>> filters = new HashMap<>();

    /** A table in a FROM clause. */
    private record Place(String table, String alias, Schema schema) {}

    private SqlPruning(Map<String, Schema> schemas, List<LiteralValue> parameters) {
        this.schemas = schemas;
        this.parameters = parameters;
    }

    /**
     * @param root the tree that {@link SqlTree} has judged
     * @param schemas the columns of each table it reads, by the name it uses
     * @return a filter for each table whose rows are not all of use
     */
    static Map<String, BoundExpr> filters(Object root, Map<String, Schema> schemas, List<LiteralValue> parameters) {
        SqlPruning pruning = new SqlPruning(schemas, parameters);
        pruning.visit(root);
        Map<String, BoundExpr> found = new HashMap<>();
        pruning.filters.forEach((table, each) -> {
            if (each.size() == pruning.places.getOrDefault(table, 0)) {
                found.put(table, BoundExprs.or(each));
            }
        });
        return found;
    }

    private void visit(Object node) {
        if (node instanceof List<?> array) {
            array.forEach(this::visit);
        } else if (node instanceof Map<?, ?> object) {
            if (text(object, "type").equals("BASE_TABLE")) {
                places.merge(text(object, "table_name"), 1, Integer::sum);
            }
            if (object.get("from_table") instanceof Map<?, ?> from
                    && object.get("where_clause") instanceof Map<?, ?> where
                    && !(object.get("sample") instanceof Map<?, ?>)) {
                select(from, where);
            }
            object.values().forEach(this::visit);
        }
    }

    private void select(Map<?, ?> from, Map<?, ?> where) {
        From inputs = new From();
        inputs.add(from, true);
        for (Place place : inputs.preserved) {
            Binder binder = Binder.of(place.schema());
            List<BoundExpr> usable = new ArrayList<>();
            for (Object conjunct : conjuncts(where)) {
                bound(binder, new SqlPredicate(column -> resolve(column, place, inputs), parameters).weakened(conjunct))
                        .ifPresent(usable::add);
            }
            if (!usable.isEmpty()) {
                filters.computeIfAbsent(place.table(), t -> new ArrayList<>()).add(BoundExprs.and(usable));
            }
        }
    }

    private static List<?> conjuncts(Map<?, ?> where) {
        return text(where, "type").equals("CONJUNCTION_AND") && where.get("children") instanceof List<?> children
                ? children
                : List.of(where);
    }

    private static Optional<BoundExpr> bound(Binder binder, @Nullable Expr condition) {
        if (condition == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(binder.bindCondition(condition, "WHERE clause"));
        } catch (PlanException otherTypesThanTheEngines) {
            return Optional
                    .empty(); // the engine has conversions that the library does not; it judges these rows itself
        }
    }

    /** The column of {@code place}, or the field of a struct in it, that a reference surely means, or null. */
    private static SqlPredicate.@Nullable Operand resolve(List<?> reference, Place place, From inputs) {
        List<String> names = reference.stream().map(String::valueOf).toList();
        String last = names.get(names.size() - 1);
        if (names.size() == 2 && names.get(0).equalsIgnoreCase(place.alias())) {
            return operand(place, last);
        }
        boolean qualified = inputs.all.stream()
                .anyMatch(p -> names.subList(0, names.size() - 1).stream().anyMatch(p.alias()::equalsIgnoreCase));
        long owners = inputs.all.stream()
                .filter(p -> column(p.schema(), names.get(0)) != null)
                .count();
        if (inputs.opaque || qualified || owners > 1) {
            return null;
        }
        SqlPredicate.Operand operand = operand(place, names.get(0));
        for (String name : names.subList(1, names.size())) {
            operand = operand == null ? null : operand.field(name);
        }
        return operand;
    }

    private static SqlPredicate.@Nullable Operand operand(Place place, String name) {
        Field column = column(place.schema(), name);
        return column == null ? null : SqlPredicate.Operand.of(column);
    }

    /** The one column of that name, ignoring case, or null. */
    private static @Nullable Field column(Schema schema, String name) {
        List<Field> matches = schema.fields().stream()
                .filter(f -> f.name().equalsIgnoreCase(name))
                .toList();
        return matches.size() == 1 ? matches.get(0) : null;
    }

    static String text(Map<?, ?> object, String key) {
        return object.get(key) instanceof String text ? text : "";
    }

    /** The inputs of one SELECT. */
    private final class From {
        private final List<Place> all = new ArrayList<>();
        private final List<Place> preserved = new ArrayList<>();
        private boolean opaque;

        private void add(Map<?, ?> node, boolean preserves) {
            String type = text(node, "type");
            if (type.equals("JOIN")
                    && node.get("left") instanceof Map<?, ?> left
                    && node.get("right") instanceof Map<?, ?> right) {
                boolean plain = PLAIN_JOINS.contains(text(node, "ref_type"));
                String join = text(node, "join_type");
                add(left, preserves && plain && PRESERVES_LEFT.contains(join));
                add(right, preserves && plain && PRESERVES_RIGHT.contains(join));
                return;
            }
            Schema schema = schemas.get(text(node, "table_name"));
            boolean renamed = node.get("column_name_alias") instanceof List<?> names && !names.isEmpty();
            if (!type.equals("BASE_TABLE") || schema == null || renamed || node.get("sample") instanceof Map<?, ?>) {
                opaque |= !type.equals("EMPTY");
                return;
            }
            Place place = new Place(text(node, "table_name"), text(node, "alias"), schema);
            all.add(place);
            if (preserves) {
                preserved.add(place);
            }
        }
    }
}
