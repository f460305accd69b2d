package dev.colonnade.source;

import static dev.colonnade.expr.Exprs.coalesce;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.greatest;
import static dev.colonnade.expr.Exprs.least;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.when;
import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.expr.Binder;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.DateUnit;
import dev.colonnade.expr.Expr;
import dev.colonnade.oracle.Evaluator;
import dev.colonnade.oracle.OracleError;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import dev.colonnade.type.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random rows, statistics and predicates: no matching row is ever pruned, and "all match" is never said in vain. */
class RandomPruningTest {
    private static final int ROUNDS = 40_000;

    /** {@code i} is stored as int8 in every other file; {@code p} is a partition; {@code gone} is not stored. */
    private static final Schema DATASET = Schema.of(
            Field.of("i", DataType.INT32),
            Field.of("l", DataType.INT64),
            Field.of("u", DataType.UINT64),
            Field.of("x", DataType.FLOAT64),
            Field.of("f", DataType.FLOAT32),
            Field.of("s", DataType.STRING),
            Field.of("d", DataType.decimal(6, 2)),
            Field.of("day", DataType.DATE),
            Field.of("ts", DataType.timestamp(Resolution.MICROS)),
            Field.of("flag", DataType.BOOL),
            Field.of("gone", DataType.INT64),
            Field.of("p", DataType.INT64));

    private static final Map<String, List<Object>> POOLS = Map.ofEntries(
            Map.entry("i", List.of(-128, -1, 0, 1, 2, 3, 100, 127)),
            Map.entry("l", List.of(Long.MIN_VALUE, -1L, 0L, 1L, 2L, 3L, 9_007_199_254_740_993L, Long.MAX_VALUE)),
            Map.entry(
                    "u",
                    List.of(
                            BigInteger.ZERO,
                            BigInteger.ONE,
                            BigInteger.TWO.pow(63),
                            BigInteger.TWO.pow(64).subtract(BigInteger.ONE))),
            Map.entry(
                    "x",
                    List.of(
                            Double.NEGATIVE_INFINITY,
                            -1.5,
                            -0.0,
                            0.0,
                            1.0,
                            2.5,
                            1e300,
                            Double.POSITIVE_INFINITY,
                            Double.NaN)),
            Map.entry("f", List.of(-1.5f, -0.0f, 0.0f, 1.0f, 2.5f, Float.NaN)),
            Map.entry("s", List.of("", "a", "ab", "abc", "abd", "b", "a%", "\uFFFD", "\uD83D\uDE00", "\u00E9")),
            Map.entry(
                    "d",
                    List.of(
                            new BigDecimal("-9999.99"),
                            new BigDecimal("0.00"),
                            new BigDecimal("1.00"),
                            new BigDecimal("2.50"))),
            Map.entry("day", List.of(LocalDate.of(1969, 12, 31), LocalDate.EPOCH, LocalDate.of(2024, 2, 29))),
            Map.entry(
                    "ts",
                    List.of(
                            LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000),
                            LocalDateTime.of(2023, 12, 31, 23, 0),
                            LocalDateTime.of(2024, 1, 1, 0, 30),
                            LocalDateTime.of(2024, 1, 1, 1, 45, 30),
                            LocalDateTime.of(2024, 2, 29, 12, 0))),
            Map.entry("flag", List.of(true, false)),
            Map.entry("gone", List.of(0L)),
            Map.entry("p", List.of(1L, 2L, 3L)));

    private final Random random = new Random(SEED);
    private int pruned;
    private int certain;

    @Test
    void pruningIsNeverWrong() {
        System.out.println("reproduce with -Dtest.seed=" + SEED);
        for (int round = 0; round < ROUNDS; round++) {
            BoundExpr condition = Binder.of(DATASET).bindCondition(condition(3), "filter");
            check(condition);
        }
        assertTrue(pruned > ROUNDS / 20, "Only " + pruned + " row groups were pruned.");
        assertTrue(certain > ROUNDS / 50, "Only " + certain + " row groups matched for certain.");
    }

    private void check(BoundExpr condition) {
        boolean narrow = random.nextBoolean();
        List<List<Object>> rows = rows();
        Schema stored = stored(narrow);
        RowGroup group = new RowGroup(rows.size(), 0, statistics(rows, stored));
        DataFile file = new DataFile(
                Path.of("f"),
                0,
                0,
                rows.size(),
                stored,
                List.of(group),
                Arrays.asList(rows.get(0).get(DATASET.indexOf("p"))));
        FileSet set = Fixtures.of("f", DATASET, List.of(DATASET.field("p")), file);
        long matching;
        try {
            matching = rows.stream()
                    .filter(row -> Evaluator.isTrue(condition, DATASET, row))
                    .count();
        } catch (OracleError e) {
            return; // a query that fails has no rows to lose
        }
        InclusiveEvaluator inclusive = new InclusiveEvaluator(set, condition);
        boolean mayMatch = inclusive.mayMatch(file);
        boolean allMatch = new StrictEvaluator(set, condition).allMatch(file);
        String situation = condition + " over " + rows + " with " + group;
        assertTrue(mayMatch || matching == 0, () -> "Pruned: " + situation);
        assertTrue(inclusive.mayMatchPartition(file) || matching == 0, () -> "Partition pruned: " + situation);
        assertTrue(!allMatch || matching == rows.size(), () -> "Not all match: " + situation);
        pruned += mayMatch ? 0 : 1;
        certain += allMatch ? 1 : 0;
    }

    private List<List<Object>> rows() {
        Object partition = random.nextInt(4) == 0 ? null : pick("p");
        Map<String, List<Object>> narrowed = new HashMap<>();
        for (Field field : DATASET.fields()) {
            List<Object> pool = POOLS.get(field.name());
            int from = random.nextInt(pool.size());
            narrowed.put(field.name(), pool.subList(from, Math.min(pool.size(), from + 1 + random.nextInt(3))));
        }
        int nullsIn10 = random.nextInt(3) == 0 ? 10 : random.nextInt(4);
        List<List<Object>> rows = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            List<Object> row = new ArrayList<>();
            for (Field field : DATASET.fields()) {
                List<Object> pool = narrowed.get(field.name());
                boolean isNull = field.name().equals("gone") || random.nextInt(10) < nullsIn10;
                row.add(isNull ? null : pool.get(random.nextInt(pool.size())));
            }
            row.set(DATASET.indexOf("p"), partition);
            rows.add(row);
        }
        return rows;
    }

    private static Schema stored(boolean narrow) {
        return Schema.of(DATASET.fields().stream()
                .filter(field -> !field.name().equals("gone") && !field.name().equals("p"))
                .map(field -> field.name().equals("i") && narrow ? field.withType(DataType.INT8) : field)
                .toList());
    }

    private Map<String, ColumnStats> statistics(List<List<Object>> rows, Schema stored) {
        Map<String, ColumnStats> statistics = new HashMap<>();
        for (Field field : stored.fields()) {
            if (random.nextInt(8) == 0) {
                continue;
            }
            List<Object> values = rows.stream()
                    .map(row -> row.get(DATASET.indexOf(field.name())))
                    .filter(value -> value != null)
                    .map(value -> field.type().equals(DataType.INT8) ? ((Integer) value).byteValue() : value)
                    .toList();
            List<Object> ordered = values.stream()
                    .filter(value -> !value.equals(Double.NaN) && !value.equals(Float.NaN))
                    .sorted(Values.ORDER)
                    .toList();
            Object min = ordered.isEmpty() || random.nextInt(8) == 0 ? null : lower(ordered.get(0));
            Object max = ordered.isEmpty() || random.nextInt(8) == 0 ? null : ordered.get(ordered.size() - 1);
            long nans = values.size() - ordered.size();
            statistics.put(
                    field.name(),
                    new ColumnStats(
                            min,
                            max,
                            false,
                            false,
                            random.nextInt(8) == 0 ? -1 : rows.size() - values.size(),
                            field.type() instanceof DataType.FloatType && random.nextBoolean() ? -1 : nans,
                            -1,
                            0,
                            0));
        }
        return statistics;
    }

    /** A text's bound may be a part of it. */
    private Object lower(Object min) {
        return min instanceof String text && text.length() > 1 && random.nextBoolean() ? text.substring(0, 1) : min;
    }

    private Expr condition(int depth) {
        if (depth > 0 && random.nextInt(3) > 0) {
            Expr left = condition(depth - 1);
            return switch (random.nextInt(4)) {
                case 0 -> left.and(condition(depth - 1));
                case 1 -> left.or(condition(depth - 1));
                case 2 -> left.not();
                default -> left.eq(condition(depth - 1));
            };
        }
        if (random.nextInt(2) == 0) {
            return compared(random.nextInt(3) == 0 ? number(2) : time());
        }
        String name = DATASET.field(random.nextInt(DATASET.size())).name();
        Expr column = col(name);
        return switch (random.nextInt(14)) {
            case 0 -> column.eq(literal(name));
            case 1 -> column.ne(literal(name));
            case 2 -> column.lt(literal(name));
            case 3 -> column.le(literal(name));
            case 4 -> column.gt(literal(name));
            case 5 -> lit(pick(name)).ge(column);
            case 6 -> column.between(literal(name), literal(name));
            case 7 -> column.isNull();
            case 8 -> column.isNotNull();
            case 9 -> column.isIn(pick(name), pick(name), random.nextInt(4) == 0 ? null : pick(name));
            case 10 -> column.eqNullSafe(literal(name));
            case 11 ->
                col("s").like(List.of("a%", "ab%", "%b", "a_", "ab", "", "%", "a%c", "\uD83D\uDE00%")
                        .get(random.nextInt(9)));
            case 12 -> random.nextBoolean() ? col("s").str().startsWith(pick("s")) : col("x").isNan();
            default ->
                List.of(
                                col("i").lt(col("l")),
                                col("i").cast(DataType.INT64).gt(col("p")),
                                col("l").cast(DataType.FLOAT64).le(col("x")),
                                col("i").cast(DataType.FLOAT32).ge(col("f")),
                                col("f").lt(col("x")),
                                col("i").tryCast(DataType.INT8).eq(col("i")),
                                col("i").eq(col("d")),
                                col("l").isIn(1, 2.5, 3),
                                col("i").plus(1).gt(2))
                        .get(random.nextInt(9));
        };
    }

    /** A computed value beside a constant. */
    private Expr compared(Expr value) {
        Object constant =
                List.of(-3, -1, 0, 1, 2, 3, 2.5, 12, 127, 1969, 2023, 2024).get(random.nextInt(12));
        return switch (random.nextInt(8)) {
            case 0 -> value.lt(constant);
            case 1 -> value.le(constant);
            case 2 -> value.gt(constant);
            case 3 -> value.ge(constant);
            case 4 -> value.ne(constant);
            case 5 -> value.isIn(constant, 1, 2).not();
            case 6 -> random.nextBoolean() ? value.isNull() : value.isNotNull();
            default -> value.eq(constant);
        };
    }

    /** A number computed from others. */
    private Expr number(int depth) {
        if (depth == 0 || random.nextInt(5) == 0) {
            return col(List.of("i", "l", "u", "x", "f", "d", "gone", "p").get(random.nextInt(8)));
        }
        Expr a = number(depth - 1);
        int constant = List.of(-2, -1, 0, 1, 2, 3).get(random.nextInt(6));
        return switch (random.nextInt(16)) {
            case 0 -> a.plus(constant);
            case 1 -> lit(constant).minus(a);
            case 2 -> a.minus(number(depth - 1));
            case 3 -> a.times(random.nextBoolean() ? lit(constant) : lit(constant / 2.0));
            case 4 -> a.times(number(depth - 1));
            case 5 -> a.div(random.nextBoolean() ? lit(constant) : number(depth - 1));
            case 6 ->
                List.of(col("i"), col("l"), col("p")).get(random.nextInt(3)).intDiv(constant);
            case 7 ->
                List.of(col("i"), col("x"), col("d"), a.tryCast(DataType.INT64))
                        .get(random.nextInt(4))
                        .negate();
            case 8 -> a.abs();
            case 9 -> random.nextBoolean() ? a.floor() : a.ceil();
            case 10 -> a.round(random.nextInt(3));
            case 11 -> coalesce(a, random.nextBoolean() ? lit(constant) : number(depth - 1));
            case 12 -> random.nextBoolean() ? least(a, number(depth - 1)) : greatest(a, number(depth - 1));
            case 13 -> a.nullIf(constant);
            case 14 -> when(condition(0)).then(a).otherwise(random.nextBoolean() ? lit(constant) : number(depth - 1));
            default ->
                a.tryCast(List.of(
                                DataType.INT8,
                                DataType.INT64,
                                DataType.UINT32,
                                DataType.decimal(5, 1),
                                DataType.FLOAT32,
                                DataType.FLOAT64)
                        .get(random.nextInt(6)));
        };
    }

    /** A part of a time. */
    private Expr time() {
        Expr time = random.nextBoolean() ? col("ts") : col("day");
        if (random.nextBoolean()) {
            time = time.dt().truncate(List.of(DateUnit.values()).get(random.nextInt(5)));
        }
        if (random.nextInt(4) == 0) {
            time = time.plus(random.nextBoolean() ? Period.of(0, random.nextInt(3), 1) : Duration.ofHours(-25));
        }
        return switch (random.nextInt(10)) {
            case 0 -> time.dt().quarter();
            case 1 -> time.dt().month();
            case 2 -> time.dt().day();
            case 3 -> time.dt().dayOfWeek();
            case 4 -> time.dt().dayOfYear();
            case 5 -> time.cast(DataType.DATE).minus(lit(LocalDate.EPOCH));
            case 6 -> col("ts").dt().hour();
            case 7 -> col("ts").dt().minute();
            default -> time.dt().year();
        };
    }

    private Expr literal(String name) {
        return lit(random.nextInt(20) == 0 ? null : pick(name));
    }

    private Object pick(String name) {
        List<Object> pool = POOLS.get(name);
        return pool.get(random.nextInt(pool.size()));
    }
}
