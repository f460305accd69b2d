package dev.colonnade.oracle;

import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.type.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares what an engine answered with what the interpreter did. */
public final class Judge {
    private static final double TOLERANCE = 1e-9;

    private Judge() {}

    /**
     * What is wrong with an answer, if anything. Rows are compared as a bag, under a sort also by its keys, in full
     * sequence where the plan determines it. A failure that reaches the result has to be one; a failure that nobody
     * expects is right only where the plan holds an operation that can fail, since an engine may compute what it then
     * throws away.
     */
    public static Optional<String> disagreement(RandomPlan plan, Answer expected, Answer actual) {
        if (expected.kind() == Answer.Kind.OPEN) {
            return Optional.empty();
        }
        if (actual.kind() != Answer.Kind.ROWS) {
            boolean mayFail = expected.isFailure() || PartialOperations.in(plan.plan());
            return mayFail ? Optional.empty() : Optional.of("It failed: " + actual.why());
        }
        List<List<@Nullable Object>> wanted = expected.rows();
        List<List<@Nullable Object>> given = actual.rows();
        if (expected.isFailure()) {
            return Optional.of("It must fail: " + expected.why() + " It has " + head(given));
        }
        if (given.size() != wanted.size()) {
            return Optional.of("Expected " + wanted.size() + " rows, got " + given.size() + ".\n  expected "
                    + head(wanted) + "\n  got      " + head(given));
        }
        if (plan.ordered()) {
            return firstDifference(wanted, given);
        }
        if (plan.plan() instanceof LogicalPlan.Sort sort && !isSorted(sort, given)) {
            return Optional.of("The rows are not sorted: " + head(given));
        }
        return bagDifference(wanted, given);
    }

    private static boolean isSorted(LogicalPlan.Sort sort, List<List<@Nullable Object>> rows) {
        Comparator<List<@Nullable Object>> order = Interpreter.order(sort.keys(), sort.schema());
        for (int i = 1; i < rows.size(); i++) {
            if (order.compare(rows.get(i - 1), rows.get(i)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> firstDifference(
            List<List<@Nullable Object>> wanted, List<List<@Nullable Object>> given) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!same(wanted.get(i), given.get(i))) {
                return Optional.of("Row " + i + " differs:\n  expected " + text(wanted.get(i)) + "\n  got      "
                        + text(given.get(i)));
            }
        }
        return Optional.empty();
    }

    /** Rows without a partner on the other side; floats that differ in the last digits are partners. */
    private static Optional<String> bagDifference(
            List<List<@Nullable Object>> wanted, List<List<@Nullable Object>> given) {
        List<List<@Nullable Object>> missing = sorted(wanted);
        List<List<@Nullable Object>> surplus = sorted(given);
        if (firstDifference(missing, surplus).isEmpty()) {
            return Optional.empty();
        }
        for (Iterator<List<@Nullable Object>> i = missing.iterator(); i.hasNext(); ) {
            List<@Nullable Object> row = i.next();
            for (int j = 0; j < surplus.size(); j++) {
                if (same(row, surplus.get(j))) {
                    surplus.remove(j);
                    i.remove();
                    break;
                }
            }
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(missing.size() + " of " + wanted.size() + " rows differ:\n  expected " + head(missing)
                        + "\n  got      " + head(surplus));
    }

    private static List<List<@Nullable Object>> sorted(List<List<@Nullable Object>> rows) {
        List<List<@Nullable Object>> sorted = new ArrayList<>(rows);
        sorted.sort(Rows.ORDER);
        return sorted;
    }

    private static boolean same(Iterable<?> a, Iterable<?> b) {
        Iterator<?> x = a.iterator();
        Iterator<?> y = b.iterator();
        while (x.hasNext() && y.hasNext()) {
            if (!sameValue(x.next(), y.next())) {
                return false;
            }
        }
        return !x.hasNext() && !y.hasNext();
    }

    private static boolean sameValue(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return a == b;
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return same(x, y);
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return same(x.keySet(), y.keySet()) && same(x.values(), y.values());
        }
        if (a.getClass() != b.getClass()) {
            return false;
        }
        if (a instanceof Double x && b instanceof Double y && Double.isFinite(x) && Double.isFinite(y)) {
            return Math.abs(x - y) <= TOLERANCE * Math.max(1, Math.max(Math.abs(x), Math.abs(y)));
        }
        return Values.same(a, b);
    }

    private static String head(List<List<@Nullable Object>> rows) {
        return rows.stream().limit(5).map(Judge::text).toList() + (rows.size() > 5 ? " .." : "");
    }

    private static String text(List<@Nullable Object> row) {
        return row.stream()
                .map(v -> v instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(v))
                .toList()
                .toString();
    }
}
