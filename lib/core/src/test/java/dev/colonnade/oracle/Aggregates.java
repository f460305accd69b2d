package dev.colonnade.oracle;

import dev.colonnade.expr.AggregateFunction;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Schema;
import dev.colonnade.type.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The value of an aggregate for the rows of one group. */
final class Aggregates {
    private Aggregates() {}

    static @Nullable Object value(BoundExpr.Aggregate aggregate, Schema schema, List<List<@Nullable Object>> group) {
        List<List<@Nullable Object>> rows = new ArrayList<>(group);
        BoundExpr where = aggregate.where();
        if (where != null) {
            rows.removeIf(row -> !Evaluator.isTrue(where, schema, row));
        }
        return switch (aggregate.function()) {
            case COUNT_ROWS -> (long) rows.size();
            case FIRST, LAST -> edge(aggregate, schema, rows);
            default -> {
                List<Object> values = notNull(aggregate.args().get(0), schema, rows);
                yield values.contains(Evaluator.NONE) ? ofNone(aggregate) : ofValues(aggregate, values);
            }
        };
    }

    /** A count needs to know only that there is a value. */
    private static Object ofNone(BoundExpr.Aggregate aggregate) {
        return aggregate.function() == AggregateFunction.COUNT
                ? Objects.requireNonNull(Evaluator.known(Evaluator.NONE))
                : Evaluator.NONE;
    }

    private static @Nullable Object edge(
            BoundExpr.Aggregate aggregate, Schema schema, List<List<@Nullable Object>> rows) {
        if (rows.isEmpty()) {
            return null;
        }
        rows.sort(Interpreter.order(aggregate.orderBy(), schema));
        boolean first = aggregate.function() == AggregateFunction.FIRST;
        return Evaluator.value(aggregate.args().get(0), schema, rows.get(first ? 0 : rows.size() - 1));
    }

    private static List<Object> notNull(BoundExpr arg, Schema schema, List<List<@Nullable Object>> rows) {
        return rows.stream()
                .map(row -> Evaluator.value(arg, schema, row))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static @Nullable Object ofValues(BoundExpr.Aggregate aggregate, List<Object> values) {
        return switch (aggregate.function()) {
            case COUNT -> (long) values.size();
            case COUNT_DISTINCT -> {
                TreeSet<Object> distinct = new TreeSet<>(Values.ORDER);
                distinct.addAll(values);
                yield (long) distinct.size();
            }
            default -> values.isEmpty() ? null : ofSome(aggregate, values);
        };
    }

    private static @Nullable Object ofSome(BoundExpr.Aggregate aggregate, List<Object> values) {
        return switch (aggregate.function()) {
            case SUM -> sumOrNone(values, aggregate.type());
            case MIN -> values.stream().min(Values.ORDER).orElseThrow();
            case MAX -> values.stream().max(Values.ORDER).orElseThrow();
            case AVG -> floatSum(values) / values.size();
            case MEDIAN -> quantile(values, 0.5);
            case QUANTILE -> quantile(values, share(aggregate.args().get(1)));
            case STDDEV -> values.size() < 2 ? null : (Object) Math.sqrt(variance(values));
            case VARIANCE -> values.size() < 2 ? null : (Object) variance(values);
            case ANY -> values.contains(true);
            case ALL -> !values.contains(false);
            case COUNT_ROWS, COUNT, COUNT_DISTINCT, FIRST, LAST ->
                throw new IllegalStateException(aggregate.function() + " is answered elsewhere.");
        };
    }

    private static double share(BoundExpr literal) {
        LiteralValue value = ((BoundExpr.Literal) literal).literal();
        return ((Number) Objects.requireNonNull(value.value())).doubleValue();
    }

    private static Object sumOrNone(List<Object> values, DataType type) {
        try {
            return sum(values, type);
        } catch (OracleError doesNotFit) {
            return Evaluator.NONE;
        }
    }

    private static Object sum(List<Object> values, DataType type) {
        if (type instanceof DataType.DecimalType decimal) {
            BigDecimal sum = BigDecimal.ZERO;
            for (Object value : values) {
                sum = sum.add((BigDecimal) value);
            }
            return Numbers.decimal(sum, decimal);
        }
        if (type instanceof DataType.FloatType) {
            return floatSum(values);
        }
        BigInteger sum = BigInteger.ZERO;
        for (Object value : values) {
            sum = sum.add(Numbers.integer(value));
        }
        return Numbers.integer(sum, DataType.INT64);
    }

    private static double floatSum(List<Object> values) {
        return values.stream().mapToDouble(v -> (Double) v).reduce(0, Double::sum);
    }

    private static double quantile(List<Object> values, double share) {
        values.sort(Values.ORDER);
        double position = share * (values.size() - 1);
        double below = (Double) values.get((int) Math.floor(position));
        double above = (Double) values.get((int) Math.ceil(position));
        double part = position - Math.floor(position);
        return part == 0 || Values.same(below, above) ? below : below * (1 - part) + above * part;
    }

    private static double variance(List<Object> values) {
        double mean = floatSum(values) / values.size();
        double squares = values.stream()
                .mapToDouble(v -> ((Double) v - mean) * ((Double) v - mean))
                .sum();
        return squares / (values.size() - 1);
    }
}
