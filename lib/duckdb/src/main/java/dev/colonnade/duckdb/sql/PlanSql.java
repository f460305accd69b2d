package dev.colonnade.duckdb.sql;

import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundSortKey;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.expr.SortKey;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanVisitor;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plan nodes as SELECTs. Each node adds its clauses to its input's SELECT if they come later in SQL's order of evaluation
 * than all that is there, and otherwise selects from it.
 */
final class PlanSql implements PlanVisitor<Select> {
    private static final String ROW_NUMBER = "row";

    private final ExecutablePlan executable;
    private final boolean inOrder;
    private final Aliases aliases = new Aliases();
    private final List<SqlQuery.Variable> variables = new ArrayList<>();

    /** @param inOrder whether rows have to be read in order */
    PlanSql(ExecutablePlan executable, boolean inOrder) {
        this.executable = executable;
        this.inOrder = inOrder;
    }

    List<SqlQuery.Variable> variables() {
        return variables;
    }

    private Select nested(Select select) {
        return select.nested(aliases.next());
    }

    @Override
    public Select visitScan(LogicalPlan.Scan scan) {
        Select select = new ScanSql(scan, executable.task(scan).files(), inOrder, aliases, variables).select();
        BoundExpr filter = scan.filter();
        if (filter != null) {
            select.filter(ExprSql.of(filter, select::text));
        }
        Map<String, Select.Column> delivered = new LinkedHashMap<>();
        scan.columns().forEach(name -> delivered.put(name, select.column(name)));
        select.project(delivered);
        if (scan.limit() >= 0) {
            select.limit(0, scan.limit());
        }
        return select;
    }

    @Override
    public Select visitSql(LogicalPlan.Sql sql) {
        List<Query.Table> tables = new ArrayList<>();
        for (int i = 0; i < sql.inputs().size(); i++) {
            tables.add(new Query.Table(sql.names().get(i), sql.inputs().get(i).accept(this)));
        }
        String alias = aliases.next();
        Map<String, Select.Column> columns = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        for (Field field : sql.schema().fields()) {
            String name = "c" + columns.size();
            names.add(name);
            columns.put(field.name(), Select.Column.reference(alias, name));
        }
        Query.UserSql text = new Query.UserSql(sql.text(), sql.parameters(), tables);
        return new Select(new Source.Nested(text, alias, names), columns);
    }

    @Override
    public Select visitEmpty(LogicalPlan.Empty empty) {
        return nested(empty(empty.schema().fields()));
    }

    /** No rows. */
    static Select empty(List<Field> fields) {
        Map<String, Select.Column> columns = new LinkedHashMap<>();
        for (Field field : fields) {
            columns.put(field.name(), new Select.Column(LiteralSql.of(null, field.type()), Select.Kind.CONSTANT));
        }
        Select nothing = new Select(null, columns);
        nothing.filter("FALSE");
        return nothing;
    }

    /** The first row decides on the types, so every value says its own; a column of nothing but nulls is a constant. */
    @Override
    public Select visitValues(LogicalPlan.Values values) {
        List<Field> fields = values.schema().fields();
        if (values.rows().isEmpty()) {
            return nested(empty(fields));
        }
        String alias = aliases.next();
        List<String> names = new ArrayList<>(List.of("v"));
        Map<String, Select.Column> columns = new LinkedHashMap<>();
        for (Field field : fields) {
            names.add("v" + columns.size());
            columns.put(
                    field.name(),
                    field.type() instanceof DataType.NullType
                            ? new Select.Column(LiteralSql.of(null, field.type()), Select.Kind.CONSTANT)
                            : Select.Column.reference(alias, "v" + columns.size()));
        }
        StringBuilder text = new StringBuilder("(VALUES ");
        for (List<@Nullable Object> row : values.rows()) {
            text.append(text.length() == "(VALUES ".length() ? "(TRUE" : ", (TRUE");
            for (int i = 0; i < fields.size(); i++) {
                text.append(", ").append(LiteralSql.of(row.get(i), fields.get(i).type()));
            }
            text.append(')');
        }
        return new Select(new Source.Call(text.append(')').toString(), alias, names), columns);
    }

    @Override
    public Select visitFilter(LogicalPlan.Filter filter) {
        Select input = filter.input().accept(this);
        Select select = input.isDistinct() || input.isLimited() ? nested(input) : input;
        select.filter(ExprSql.of(filter.condition(), select::text));
        return select;
    }

    @Override
    public Select visitProject(LogicalPlan.Project project) {
        Select input = project.input().accept(this);
        List<BoundExpr> exprs = project.exprs().stream().map(NamedExpr::expr).toList();
        boolean renamesOnly = exprs.stream().allMatch(e -> e instanceof BoundExpr.Column);
        boolean nests = input.isDistinct() || input.isLimited() && !renamesOnly || repeats(input, exprs);
        Select select = nests ? nested(input) : input;
        select.project(columns(select, project.exprs()));
        return select;
    }

    private static Map<String, Select.Column> columns(Select select, List<NamedExpr> exprs) {
        Map<String, Select.Column> columns = new LinkedHashMap<>();
        for (NamedExpr named : exprs) {
            columns.put(named.name(), column(select, named.expr()));
        }
        return columns;
    }

    private static Select.Column column(Select select, BoundExpr expr) {
        if (expr instanceof BoundExpr.Column column) {
            return select.column(column.name());
        }
        Select.Kind kind = expr instanceof BoundExpr.Literal ? Select.Kind.CONSTANT : Select.Kind.COMPUTED;
        return new Select.Column(ExprSql.of(expr, select::text), kind);
    }

    /** Whether the expressions would write a computed column twice; aggregates are computed once however often written. */
    private static boolean repeats(Select select, List<BoundExpr> exprs) {
        Set<String> seen = new HashSet<>();
        return select.groupBy() == null && exprs.stream().anyMatch(e -> repeats(select, e, seen));
    }

    private static boolean repeats(Select select, BoundExpr expr, Set<String> seen) {
        if (expr instanceof BoundExpr.Column column) {
            return select.column(column.name()).kind() == Select.Kind.COMPUTED && !seen.add(column.name());
        }
        return expr.children().stream().anyMatch(child -> repeats(select, child, seen));
    }

    @Override
    public Select visitAggregate(LogicalPlan.Aggregate aggregate) {
        Select input = aggregate.input().accept(this);
        List<BoundExpr> exprs = new ArrayList<>();
        aggregate.keys().forEach(k -> exprs.add(k.expr()));
        aggregate.aggregates().forEach(a -> exprs.add(a.expr()));
        Select select = input.isRowwise() && !repeats(input, exprs) ? input : nested(input);
        Map<String, Select.Column> columns = new LinkedHashMap<>();
        aggregate.keys().forEach(key -> columns.put(key.name(), key(select, key.expr())));
        select.group(columns.values().stream().map(Select.Column::text).toList());
        columns.putAll(columns(select, aggregate.aggregates()));
        select.project(columns);
        return select;
    }

    /** A group key. Written inside an AND or OR, one that is an AND or OR would be taken apart and not known again. */
    private static Select.Column key(Select select, BoundExpr expr) {
        Select.Column key = column(select, expr);
        boolean condition = expr.type() instanceof DataType.BoolType && key.kind() == Select.Kind.COMPUTED;
        return condition ? new Select.Column("CAST(" + key.text() + " AS BOOLEAN)", key.kind()) : key;
    }

    @Override
    public Select visitSort(LogicalPlan.Sort sort) {
        Select input = sort.input().accept(this);
        Select select = input.isDistinct() || input.isLimited() ? nested(input) : input;
        select.sort(keys(select, sort.keys()));
        return select;
    }

    private static List<String> keys(Select select, List<BoundSortKey> keys) {
        return keys.stream().map(key -> ExprSql.of(key, select::text)).toList();
    }

    @Override
    public Select visitLimit(LogicalPlan.Limit limit) {
        Select input = limit.input().accept(this);
        Select select = input.isLimited() ? nested(input) : input;
        if (limit.offset() > 0 && limit.count() >= 0 && select.orderBy().isEmpty()) {
            return skipped(limit, select);
        }
        select.limit(limit.offset(), limit.count());
        return select;
    }

    /** The offset above a limit of its own, since the engine breaks on one in reading order beside a filter on the file. */
    private Select skipped(LogicalPlan.Limit limit, Select select) {
        boolean bounded = limit.count() <= Long.MAX_VALUE - limit.offset();
        select.limit(0, bounded ? limit.offset() + limit.count() : Long.MAX_VALUE);
        Select rest = nested(select);
        rest.limit(limit.offset(), limit.count());
        return rest;
    }

    @Override
    public Select visitTail(LogicalPlan.Tail tail) {
        return tail.input() instanceof LogicalPlan.Sort sort ? lastSorted(sort, tail.count()) : lastRead(tail);
    }

    /** The first rows in the opposite order, turned round. */
    private Select lastSorted(LogicalPlan.Sort sort, long count) {
        Select input = sort.input().accept(this);
        Select last = input.isDistinct() || input.isLimited() ? nested(input) : input;
        last.sort(keys(last, sort.keys().stream().map(PlanSql::reversed).toList()));
        last.limit(0, count);
        Select select = nested(last);
        select.sort(keys(select, sort.keys()));
        return select;
    }

    private static BoundSortKey reversed(BoundSortKey key) {
        return new BoundSortKey(
                key.expr(),
                key.direction() == SortKey.Direction.ASC ? SortKey.Direction.DESC : SortKey.Direction.ASC,
                key.nulls() == SortKey.NullOrder.FIRST ? SortKey.NullOrder.LAST : SortKey.NullOrder.FIRST);
    }

    /** The rows with the highest numbers. */
    private Select lastRead(LogicalPlan.Tail tail) {
        Select numbered = nested(tail.input().accept(this));
        Map<String, Select.Column> columns = new LinkedHashMap<>(numbered.columns());
        String number = freeName(columns.keySet());
        columns.put(number, new Select.Column("row_number() OVER ()", Select.Kind.COMPUTED));
        numbered.project(columns);
        Select last = nested(numbered);
        last.sort(List.of(last.text(number) + " DESC"));
        last.limit(0, tail.count());
        Select select = nested(last);
        select.sort(List.of(select.text(number) + " ASC"));
        Map<String, Select.Column> delivered = new LinkedHashMap<>(select.columns());
        delivered.remove(number);
        select.project(delivered);
        return select;
    }

    private static String freeName(Set<String> names) {
        String free = ROW_NUMBER;
        while (names.contains(free)) {
            free += "_";
        }
        return free;
    }

    @Override
    public Select visitDistinct(LogicalPlan.Distinct distinct) {
        Select input = distinct.input().accept(this);
        Select select = input.isDistinct() || input.isLimited() ? nested(input) : input;
        select.makeDistinct();
        return select;
    }

    @Override
    public Select visitJoin(LogicalPlan.Join join) {
        return new JoinSql(aliases)
                .select(join, join.left().accept(this), join.right().accept(this));
    }

    @Override
    public Select visitUnion(LogicalPlan.Union union) {
        List<Select> members = new ArrayList<>();
        union.inputs().forEach(input -> members.add(input.accept(this)));
        return union(members, aliases);
    }

    /** All rows of the members, under the first one's names. */
    static Select union(List<Select> members, Aliases aliases) {
        Select first = members.get(0);
        if (members.size() == 1) {
            return first;
        }
        String alias = aliases.next();
        List<String> names = first.uniqueNames();
        Map<String, Select.Column> columns = new LinkedHashMap<>();
        int i = 0;
        for (String name : first.columns().keySet()) {
            columns.put(name, Select.Column.reference(alias, names.get(i++)));
        }
        return new Select(new Source.Nested(new Query.UnionAll(members), alias, List.of()), columns);
    }
}
