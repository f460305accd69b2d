package dev.colonnade.duckdb.sql;

import dev.colonnade.expr.AggregateFunction;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprVisitor;
import dev.colonnade.expr.BoundSortKey;
import dev.colonnade.expr.SortKey;
import dev.colonnade.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Expressions as SQL text of exactly their engine type. Each text is closed: it can stand as an operand of any operator.
 */
final class ExprSql implements BoundExprVisitor<String> {
    private final UnaryOperator<String> columns;

    private ExprSql(UnaryOperator<String> columns) {
        this.columns = columns;
    }

    /** @param columns the text of each column, by name */
    static String of(BoundExpr expr, UnaryOperator<String> columns) {
        return expr.accept(new ExprSql(columns));
    }

    /** A sort key with its direction and place of nulls. The engine refuses to sort by a bare constant. */
    static String of(BoundSortKey key, UnaryOperator<String> columns) {
        String text = of(key.expr(), columns);
        boolean bare = text.equals("TRUE") || text.equals("FALSE") || text.equals("NULL");
        return (bare ? "CAST(" + text + " AS BOOLEAN)" : text)
                + (key.direction() == SortKey.Direction.ASC ? " ASC" : " DESC")
                + (key.nulls() == SortKey.NullOrder.FIRST ? " NULLS FIRST" : " NULLS LAST");
    }

    private static final int SHORT = 200;

    /**
     * A text that mentions {@code operand} several times, at a cost in length that stays bounded however deep such texts
     * are nested: a long operand is bound to a name.
     */
    static String let(String operand, UnaryOperator<String> body) {
        if (operand.length() <= SHORT) {
            return body.apply(operand);
        }
        String others = operand + body.apply("");
        int free = 1;
        while (others.contains("v" + free)) {
            free++;
        }
        String name = "v" + free;
        return "list_transform([" + operand + "], lambda " + name + ": " + body.apply(name) + ")[1]";
    }

    @Override
    public String visitColumn(BoundExpr.Column column) {
        return columns.apply(column.name());
    }

    @Override
    public String visitLiteral(BoundExpr.Literal literal) {
        return LiteralSql.of(literal.literal());
    }

    @Override
    public String visitCall(BoundExpr.Call call) {
        return CallSql.of(call, texts(call.args()));
    }

    @Override
    public String visitCast(BoundExpr.Cast cast) {
        return CastSql.of(
                cast.input().type(), cast.type(), cast.mode(), cast.input().accept(this));
    }

    @Override
    public String visitIn(BoundExpr.In in) {
        String input = in.input().accept(this);
        if (in.options().isEmpty()) {
            return "(" + input + " IS NULL AND NULL::BOOLEAN)";
        }
        return in.options().stream().map(LiteralSql::of).collect(Collectors.joining(", ", "(" + input + " IN (", "))"));
    }

    @Override
    public String visitCase(BoundExpr.Case choice) {
        StringBuilder text = new StringBuilder("CASE");
        for (BoundExpr.Branch branch : choice.branches()) {
            text.append(" WHEN ").append(branch.when().accept(this));
            text.append(" THEN ").append(branch.then().accept(this));
        }
        return text.append(" ELSE ")
                .append(choice.otherwise().accept(this))
                .append(" END")
                .toString();
    }

    @Override
    public String visitAggregate(BoundExpr.Aggregate aggregate) {
        List<String> args = texts(aggregate.args());
        String order = aggregate.orderBy().isEmpty()
                ? ""
                : aggregate.orderBy().stream()
                        .map(key -> of(key, columns))
                        .collect(Collectors.joining(", ", " ORDER BY ", ""));
        BoundExpr where = aggregate.where();
        String filter = where == null ? "" : " FILTER (WHERE " + where.accept(this) + ")";
        String call =
                switch (aggregate.function()) {
                    case COUNT_ROWS -> "count(*)";
                    case COUNT -> "count(" + args.get(0) + ")";
                    case COUNT_DISTINCT -> "count(DISTINCT " + args.get(0) + ")";
                    case SUM -> "sum(" + args.get(0) + ")";
                    case MIN -> "min(" + args.get(0) + ")";
                    case MAX -> "max(" + args.get(0) + ")";
                    case AVG -> "avg(" + args.get(0) + ")";
                    case MEDIAN -> "median(" + args.get(0) + ")";
                    case QUANTILE -> "quantile_cont(" + args.get(0) + ", " + args.get(1) + ")";
                    case STDDEV -> "stddev_samp(" + args.get(0) + ")";
                    case VARIANCE -> "var_samp(" + args.get(0) + ")";
                    case FIRST -> "first(" + args.get(0) + order + ")";
                    case LAST -> "last(" + args.get(0) + order + ")";
                    case ANY -> "bool_or(" + args.get(0) + ")";
                    case ALL -> "bool_and(" + args.get(0) + ")";
                };
        // the engine sums integers in 128 bits
        boolean wide = aggregate.function() == AggregateFunction.SUM
                && aggregate.type().equals(DataType.INT64);
        return wide ? "CAST(" + call + filter + " AS BIGINT)" : call + filter;
    }

    private List<String> texts(List<BoundExpr> exprs) {
        List<String> texts = new ArrayList<>(exprs.size());
        exprs.forEach(expr -> texts.add(expr.accept(this)));
        return texts;
    }
}
