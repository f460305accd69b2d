package dev.colonnade.source;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprVisitor;
import dev.colonnade.expr.Folding;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Evaluates an expression over ranges instead of values: the answer holds every value that some row may give. Columns
 * count as independent of each other, which can only make answers wider. A shape that is not known may give anything.
 */
final class RangeEvaluator implements BoundExprVisitor<ValueRange> {
    private final Columns columns;
    private final Map<BoundExpr, NavigableSet<Object>> options;

    /** What is known of the columns that an expression reads. */
    interface Columns {
        ValueRange column(BoundExpr.Column column);

        /** A field below a struct column. @param path the names from the column down to the field */
        ValueRange field(List<String> path, DataType type);
    }

    /** @param options {@link #sortedOptions} of the expression to evaluate */
    RangeEvaluator(Columns columns, Map<BoundExpr, NavigableSet<Object>> options) {
        this.columns = columns;
        this.options = options;
    }

    @Override
    public ValueRange visitColumn(BoundExpr.Column column) {
        return columns.column(column);
    }

    @Override
    public ValueRange visitLiteral(BoundExpr.Literal literal) {
        return ValueRange.only(literal.value());
    }

    @Override
    public ValueRange visitCall(BoundExpr.Call call) {
        return switch (call.function()) {
            case AND -> and(ranges(call));
            case OR -> not(and(ranges(call).stream().map(RangeEvaluator::not).toList()));
            case NOT -> not(range(call, 0));
            case IS_NULL ->
                ValueRange.condition(range(call, 0).mayBeNull(), range(call, 0).mayBeValue(), false);
            case IS_NOT_NULL ->
                ValueRange.condition(range(call, 0).mayBeValue(), range(call, 0).mayBeNull(), false);
            case IS_NAN -> isNan(range(call, 0));
            case EQ -> equal(range(call, 0), range(call, 1));
            case NE -> not(equal(range(call, 0), range(call, 1)));
            case EQ_NULL_SAFE -> same(range(call, 0), range(call, 1));
            case LT -> less(range(call, 0), range(call, 1));
            case GT -> less(range(call, 1), range(call, 0));
            case GE -> not(less(range(call, 0), range(call, 1)));
            case LE -> not(less(range(call, 1), range(call, 0)));
            case STRUCT_FIELD -> field(call);
            case STARTS_WITH -> startsWith(range(call, 0), range(call, 1));
            case LIKE -> {
                List<ValueRange> args = ranges(call);
                yield folded(call, args, like(args.get(0), args.get(1)));
            }
            default -> {
                List<ValueRange> operands = ranges(call);
                yield folded(call, operands, CallRanges.of(call, operands));
            }
        };
    }

    private ValueRange field(BoundExpr.Call call) {
        return FieldPath.of(call)
                .map(path -> columns.field(path, call.type()))
                .orElseGet(() -> ValueRange.unknown(true));
    }

    /** The one value that the call has if each operand has one, as a partition column has in a file; else {@code range}. */
    private static ValueRange folded(BoundExpr.Call call, List<ValueRange> operands, ValueRange range) {
        if (!operands.stream().allMatch(RangeEvaluator::isConstant)) {
            return range;
        }
        List<BoundExpr> constants = new ArrayList<>(operands.size());
        for (int i = 0; i < operands.size(); i++) {
            constants.add(constant(operands.get(i), call.arg(i).type()));
        }
        return valueOf(new BoundExpr.Call(call.function(), constants, call.type(), call.nullable()), range);
    }

    private static ValueRange valueOf(BoundExpr constant, ValueRange range) {
        return Folding.fold(constant) instanceof BoundExpr.Literal literal ? ValueRange.only(literal.value()) : range;
    }

    /** Zeros of floats are two values in one. */
    private static boolean isConstant(ValueRange range) {
        boolean zero = range.min() instanceof Double d && d == 0 || range.min() instanceof Float f && f == 0;
        return !range.mayBeValue() || range.isSingle() && !range.mayBeNull() && !zero;
    }

    private static BoundExpr constant(ValueRange range, DataType type) {
        return BoundExpr.Literal.of(range.mayBeValue() ? range.min() : null, type);
    }

    @Override
    public ValueRange visitCast(BoundExpr.Cast cast) {
        ValueRange input = cast.input().accept(this);
        DataType from = cast.input().type();
        ValueRange range = CastRanges.of(cast, input);
        return BoundConversion.exists(from, cast.type()) || !isConstant(input)
                ? range
                : valueOf(new BoundExpr.Cast(constant(input, from), cast.type(), cast.mode()), range);
    }

    @Override
    public ValueRange visitIn(BoundExpr.In in) {
        ValueRange input = in.input().accept(this);
        NavigableSet<Object> values = options.getOrDefault(in, Collections.emptyNavigableSet());
        boolean nullOption = in.options().stream().anyMatch(LiteralValue::isNull);
        boolean mayBeTrue = input.mayBeValue() && mayContainAny(input, values);
        boolean mayMiss =
                input.mayBeValue() && !(input.isSingle() && input.min() != null && values.contains(input.min()));
        return ValueRange.condition(mayBeTrue, mayMiss && !nullOption, input.mayBeNull() || mayMiss && nullOption);
    }

    @Override
    public ValueRange visitCase(BoundExpr.Case choice) {
        ValueRange range = null;
        for (BoundExpr.Branch branch : choice.branches()) {
            ValueRange when = branch.when().accept(this);
            if (when.mayBeTrue()) {
                ValueRange then = branch.then().accept(this);
                range = range == null ? then : range.or(then);
            }
            if (range != null && when.isTrue()) {
                return range;
            }
        }
        ValueRange otherwise = choice.otherwise().accept(this);
        return range == null ? otherwise : range.or(otherwise);
    }

    @Override
    public ValueRange visitAggregate(BoundExpr.Aggregate aggregate) {
        return ValueRange.unknown(aggregate.nullable());
    }

    private ValueRange range(BoundExpr.Call call, int arg) {
        return call.arg(arg).accept(this);
    }

    private List<ValueRange> ranges(BoundExpr.Call call) {
        return call.args().stream().map(arg -> arg.accept(this)).toList();
    }

    /** The non-null options of each {@code In} of an expression, by identity, sorted. */
    static Map<BoundExpr, NavigableSet<Object>> sortedOptions(BoundExpr expr) {
        Map<BoundExpr, NavigableSet<Object>> sorted = new IdentityHashMap<>();
        collectOptions(expr, sorted);
        return sorted;
    }

    private static void collectOptions(BoundExpr expr, Map<BoundExpr, NavigableSet<Object>> into) {
        if (expr instanceof BoundExpr.In in) {
            NavigableSet<Object> values = new TreeSet<>(Values.ORDER);
            in.options().stream()
                    .map(LiteralValue::value)
                    .filter(Objects::nonNull)
                    .forEach(values::add);
            into.put(in, values);
        }
        expr.children().forEach(child -> collectOptions(child, into));
    }

    private static boolean mayContainAny(ValueRange range, NavigableSet<Object> values) {
        if (values.isEmpty()) {
            return false;
        }
        Object first = range.min() == null ? values.first() : values.ceiling(range.min());
        return first != null && range.mayContain(first);
    }

    /** Null needs an operand that may be null beside others that may all be something but false. */
    private static ValueRange and(List<ValueRange> operands) {
        boolean mayBeTrue = operands.stream().allMatch(ValueRange::mayBeTrue);
        boolean mayBeFalse = operands.stream().anyMatch(ValueRange::mayBeFalse);
        boolean mayBeNull = operands.stream().anyMatch(ValueRange::mayBeNull)
                && operands.stream().allMatch(operand -> operand.mayBeTrue() || operand.mayBeNull());
        return ValueRange.condition(mayBeTrue, mayBeFalse, mayBeNull);
    }

    private static ValueRange not(ValueRange operand) {
        return ValueRange.condition(operand.mayBeFalse(), operand.mayBeTrue(), operand.mayBeNull());
    }

    private static ValueRange equal(ValueRange a, ValueRange b) {
        boolean bothValues = a.mayBeValue() && b.mayBeValue();
        boolean overlap = a.mayBeLessOrEqual(b) && b.mayBeLessOrEqual(a);
        boolean oneValue = a.isSingle() && b.isSingle() && overlap;
        return ValueRange.condition(bothValues && overlap, bothValues && !oneValue, a.mayBeNull() || b.mayBeNull());
    }

    private static ValueRange same(ValueRange a, ValueRange b) {
        ValueRange equal = equal(a, b);
        return ValueRange.condition(
                equal.mayBeTrue() || a.mayBeNull() && b.mayBeNull(),
                equal.mayBeFalse() || a.mayBeNull() && b.mayBeValue() || a.mayBeValue() && b.mayBeNull(),
                false);
    }

    private static ValueRange less(ValueRange a, ValueRange b) {
        boolean bothValues = a.mayBeValue() && b.mayBeValue();
        return ValueRange.condition(
                bothValues && a.mayBeLess(b), bothValues && b.mayBeLessOrEqual(a), a.mayBeNull() || b.mayBeNull());
    }

    private static ValueRange isNan(ValueRange input) {
        boolean mayBeNan = input.max() == null || isNan(input.max());
        boolean mayBeNumber = input.min() == null || !isNan(input.min());
        return ValueRange.condition(
                input.mayBeValue() && mayBeNan, input.mayBeValue() && mayBeNumber, input.mayBeNull());
    }

    private static boolean isNan(Object value) {
        return value instanceof Double d && d.isNaN() || value instanceof Float f && f.isNaN();
    }

    /** A pattern is a prefix up to its first wildcard; only {@code prefix%} is nothing but that prefix. */
    private static ValueRange like(ValueRange text, ValueRange pattern) {
        if (!pattern.isSingle() || !(pattern.min() instanceof String like)) {
            return pattern.mayBeValue() ? anything(text, pattern) : ValueRange.ONLY_NULL;
        }
        int wildcard = 0;
        while (wildcard < like.length() && like.charAt(wildcard) != '%' && like.charAt(wildcard) != '_') {
            wildcard++;
        }
        if (wildcard == like.length()) {
            return equal(text, pattern);
        }
        String prefix = like.substring(0, wildcard);
        ValueRange prefixed =
                startsWith(text, new ValueRange(prefix, prefix, pattern.mayBeNull(), pattern.mayBeValue()));
        boolean onlyPrefix = wildcard == like.length() - 1 && like.charAt(wildcard) == '%';
        return ValueRange.condition(
                prefixed.mayBeTrue(),
                text.mayBeValue() && (!onlyPrefix || prefixed.mayBeFalse()),
                prefixed.mayBeNull());
    }

    /** Texts with a prefix lie together: behind the prefix, and before any greater text without it. */
    private static ValueRange startsWith(ValueRange text, ValueRange prefix) {
        if (!prefix.isSingle() || !(prefix.min() instanceof String start)) {
            return prefix.mayBeValue() ? anything(text, prefix) : ValueRange.ONLY_NULL;
        }
        Object min = text.min();
        Object max = text.max();
        boolean allBefore = max != null && Values.compare(max, start) < 0;
        boolean minHasIt = min instanceof String low && low.startsWith(start);
        boolean allBehind = min != null && !minHasIt && Values.compare(min, start) > 0;
        boolean all = minHasIt && max instanceof String high && high.startsWith(start);
        return ValueRange.condition(
                text.mayBeValue() && !allBefore && !allBehind,
                text.mayBeValue() && !all,
                text.mayBeNull() || prefix.mayBeNull());
    }

    private static ValueRange anything(ValueRange a, ValueRange b) {
        boolean bothValues = a.mayBeValue() && b.mayBeValue();
        return ValueRange.condition(bothValues, bothValues, a.mayBeNull() || b.mayBeNull());
    }
}
