package dev.colonnade.duckdb;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import dev.colonnade.expr.Function;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.FileSet;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A FROM clause as a plan, if it is one dataset or an inner join of two on equal columns, and the columns of that plan that
 * references of the statement mean.
 */
final class SqlScope {
    /** A dataset of the clause, and what its columns are called in the plan. */
    private record Place(String alias, FileSet files, String prefix) {
        /** The one column of that name, ignoring case, under its name in the plan; or null. */
        @Nullable
        Field column(String name) {
            List<Field> matches = files.schema().fields().stream()
                    .filter(field -> field.name().equalsIgnoreCase(name))
                    .toList();
            return matches.size() == 1 ? renamed(matches.get(0)) : null;
        }

        boolean mayHave(String name) {
            return files.schema().fields().stream()
                    .anyMatch(field -> field.name().equalsIgnoreCase(name));
        }

        private Field renamed(Field field) {
            return new Field(prefix + field.name(), field.type(), field.nullable());
        }

        /** All rows, under the names in the plan. */
        LogicalPlan scan() {
            LogicalPlan.Scan scan = LogicalPlan.Scan.of(files);
            return prefix.isEmpty()
                    ? scan
                    : LogicalPlan.Project.of(
                            scan,
                            files.schema().fields().stream()
                                    .map(field -> new NamedExpr(prefix + field.name(), BoundExpr.Column.of(field)))
                                    .toList());
        }
    }

    private final List<Place> places;
    private @Nullable LogicalPlan plan;

    private SqlScope(List<Place> places) {
        this.places = places;
    }

    /**
     * @param from a FROM clause that {@link SqlTree} has judged
     * @param datasets the files behind each table name that it uses
     * @return null if it is of another shape
     */
    static @Nullable SqlScope of(Map<?, ?> from, Map<String, FileSet> datasets) {
        if (!SqlPruning.text(from, "type").equals("JOIN")) {
            Place place = place(from, datasets, "");
            if (place == null) {
                return null;
            }
            SqlScope scope = new SqlScope(List.of(place));
            scope.plan = place.scan();
            return scope;
        }
        boolean plain = SqlPruning.text(from, "join_type").equals("INNER")
                && SqlPruning.text(from, "ref_type").equals("REGULAR")
                && SqlNodes.isAbsent(from, "using_columns", "sample")
                && SqlPruning.text(from, "alias").isEmpty();
        Place left = plain && from.get("left") instanceof Map<?, ?> table ? place(table, datasets, "0.") : null;
        Place right = plain && from.get("right") instanceof Map<?, ?> table ? place(table, datasets, "1.") : null;
        if (left == null || right == null || left.alias().equalsIgnoreCase(right.alias())) {
            return null;
        }
        SqlScope scope = new SqlScope(List.of(left, right));
        BoundExpr condition = scope.joinCondition(from.get("condition"));
        if (condition == null) {
            return null;
        }
        scope.plan = LogicalPlan.Join.of(left.scan(), right.scan(), JoinType.INNER, condition);
        return scope;
    }

    private static @Nullable Place place(Map<?, ?> table, Map<String, FileSet> datasets, String prefix) {
        FileSet files = datasets.get(SqlPruning.text(table, "table_name"));
        boolean plain = SqlPruning.text(table, "type").equals("BASE_TABLE")
                && SqlNodes.isAbsent(table, "column_name_alias", "sample", "at_clause");
        return plain && files != null ? new Place(SqlPruning.text(table, "alias"), files, prefix) : null;
    }

    /** Equalities of a column of either side, of the same type, which is not one of floats; else null. */
    private @Nullable BoundExpr joinCondition(@Nullable Object node) {
        if (!(node instanceof Map<?, ?> object)) {
            return null;
        }
        if (SqlPruning.text(object, "type").equals("CONJUNCTION_AND")) {
            List<BoundExpr> parts = new ArrayList<>();
            for (Object child : SqlNodes.list(object, "children")) {
                BoundExpr part = joinCondition(child);
                if (part == null) {
                    return null;
                }
                parts.add(part);
            }
            return BoundExprs.and(parts);
        }
        Field left = SqlPruning.text(object, "type").equals("COMPARE_EQUAL") ? column(object.get("left")) : null;
        Field right = left == null ? null : column(object.get("right"));
        if (left == null || right == null || !left.type().equals(right.type())) {
            return null;
        }
        boolean acrossSides = left.name().charAt(0) != right.name().charAt(0);
        return !acrossSides || left.type().isNested() || left.type() instanceof DataType.FloatType
                ? null
                : BoundExprs.call(
                        Function.EQ, List.of(BoundExpr.Column.of(left), BoundExpr.Column.of(right)), DataType.BOOL);
    }

    /** The rows of the clause. */
    LogicalPlan plan() {
        if (plan == null) {
            throw new IllegalStateException("The clause has no plan.");
        }
        return plan;
    }

    /** The column of the plan that a column reference surely means, or null; fields of structs are none. */
    @Nullable
    Field column(@Nullable Object node) {
        return node instanceof Map<?, ?> map && SqlPruning.text(map, "type").equals("COLUMN_REF")
                ? column(SqlNodes.list(map, "column_names").stream()
                        .map(String::valueOf)
                        .toList())
                : null;
    }

    private @Nullable Field column(List<String> names) {
        if (names.size() == 2) {
            List<Place> called = places.stream()
                    .filter(place -> place.alias().equalsIgnoreCase(names.get(0)))
                    .toList();
            boolean field = places.stream().anyMatch(place -> place.mayHave(names.get(0)));
            return called.size() == 1 && !field ? called.get(0).column(names.get(1)) : null;
        }
        if (names.size() != 1) {
            return null;
        }
        List<Place> owners =
                places.stream().filter(place -> place.mayHave(names.get(0))).toList();
        return owners.size() == 1 ? owners.get(0).column(names.get(0)) : null;
    }

    /** The operand of a condition that a reference surely means, or null. */
    SqlPredicate.@Nullable Operand operand(List<?> reference) {
        Field column = column(reference.stream().map(String::valueOf).toList());
        return column == null ? null : SqlPredicate.Operand.of(column);
    }

    /** The columns of {@code *}, if there is one dataset; else none. */
    List<Field> star() {
        return places.size() == 1 ? places.get(0).files().schema().fields() : List.of();
    }

    static Expr expr(Field column) {
        return Exprs.col(column.name());
    }
}
