package dev.colonnade.plan;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.source.FileSelection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A plan as an indented tree, one line per node; stable, because tests and people compare it. */
public final class PlanPrinter implements PlanVisitor<String> {
    private static final int MOST_COLUMNS = 20;

    private final Function<LogicalPlan, String> note;

    private PlanPrinter(Function<LogicalPlan, String> note) {
        this.note = note;
    }

    public static String print(LogicalPlan plan) {
        return print(plan, node -> "");
    }

    /** With the text that {@code note} gives behind each node's line, if any. */
    public static String print(LogicalPlan plan, Function<LogicalPlan, String> note) {
        StringBuilder text = new StringBuilder();
        new PlanPrinter(note).append(plan, 0, text);
        return text.toString();
    }

    /** The line of one node, without its inputs. */
    public static String line(LogicalPlan plan) {
        return plan.accept(new PlanPrinter(node -> ""));
    }

    private void append(LogicalPlan plan, int depth, StringBuilder text) {
        String remark = note.apply(plan);
        text.append("  ".repeat(depth))
                .append(plan.accept(this))
                .append(remark.isEmpty() ? "" : "  " + remark)
                .append('\n');
        plan.inputs().forEach(input -> append(input, depth + 1, text));
    }

    @Override
    public String visitScan(LogicalPlan.Scan scan) {
        int all = scan.files().schema().size();
        return "Scan " + String.join(", ", scan.files().locations())
                + " columns " + scan.columns().size() + "/" + all + " " + firstOf(scan.columns())
                + (scan.filter() == null ? "" : " filter " + condition(scan.filter()))
                + (scan.limit() < 0 ? "" : " limit " + scan.limit())
                + (scan.selection() == null ? "" : " in " + selected(scan, scan.selection()));
    }

    private static String selected(LogicalPlan.Scan scan, FileSelection selection) {
        return String.format(
                Locale.ROOT,
                "%,d of %,d files",
                selection.size(),
                scan.files().files().size());
    }

    @Override
    public String visitSql(LogicalPlan.Sql sql) {
        return "Sql " + sql.text().replaceAll("\\s+", " ").strip()
                + (sql.parameters().isEmpty() ? "" : " with " + list(sql.parameters()));
    }

    @Override
    public String visitEmpty(LogicalPlan.Empty empty) {
        return "Empty (" + empty.reason() + ")";
    }

    @Override
    public String visitValues(LogicalPlan.Values values) {
        int rows = values.rows().size();
        return "Values " + rows + (rows == 1 ? " row" : " rows") + " (" + values.origin() + ")";
    }

    @Override
    public String visitFilter(LogicalPlan.Filter filter) {
        return "Filter " + condition(filter.condition());
    }

    @Override
    public String visitProject(LogicalPlan.Project project) {
        return "Project " + list(project.exprs());
    }

    @Override
    public String visitAggregate(LogicalPlan.Aggregate aggregate) {
        return "Aggregate"
                + (aggregate.keys().isEmpty() ? "" : " by " + list(aggregate.keys()))
                + (aggregate.aggregates().isEmpty() ? "" : " compute " + list(aggregate.aggregates()));
    }

    @Override
    public String visitSort(LogicalPlan.Sort sort) {
        return "Sort " + list(sort.keys());
    }

    @Override
    public String visitLimit(LogicalPlan.Limit limit) {
        return "Limit " + (limit.count() < 0 ? "all" : limit.count())
                + (limit.offset() == 0 ? "" : " offset " + limit.offset());
    }

    @Override
    public String visitTail(LogicalPlan.Tail tail) {
        return "Tail " + tail.count();
    }

    @Override
    public String visitDistinct(LogicalPlan.Distinct distinct) {
        return "Distinct";
    }

    @Override
    public String visitJoin(LogicalPlan.Join join) {
        String type = join.type().name().toLowerCase(Locale.ROOT);
        return "Join " + type + (join.type() == JoinType.CROSS ? "" : " on " + condition(join.condition()));
    }

    @Override
    public String visitUnion(LogicalPlan.Union union) {
        return "Union of " + union.inputs().size();
    }

    private static String firstOf(List<String> columns) {
        String head = columns.stream().limit(MOST_COLUMNS).collect(Collectors.joining(", "));
        int more = columns.size() - MOST_COLUMNS;
        return "[" + head + (more > 0 ? ", .. " + more + " more]" : "]");
    }

    private static String list(List<?> items) {
        return items.stream().map(Object::toString).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A condition with no more parentheses than its AND and OR need: {@code a > 5 AND (b < 3 OR c IS NULL)}. */
    public static String condition(BoundExpr expr) {
        if (isJunction(expr)) {
            BoundExpr.Call call = (BoundExpr.Call) expr;
            return call.args().stream()
                    .map(arg -> isJunction(arg) ? "(" + condition(arg) + ")" : condition(arg))
                    .collect(Collectors.joining(" " + call.function().symbol() + " "));
        }
        String text = expr.toString();
        boolean whole = expr instanceof BoundExpr.Call || expr instanceof BoundExpr.In;
        return whole && text.startsWith("(") ? text.substring(1, text.length() - 1) : text;
    }

    private static boolean isJunction(BoundExpr expr) {
        return expr instanceof BoundExpr.Call call
                && (call.function() == dev.colonnade.expr.Function.AND
                        || call.function() == dev.colonnade.expr.Function.OR);
    }
}
