package dev.colonnade.duckdb.conformance;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.leftCol;
import static dev.colonnade.expr.Exprs.max;
import static dev.colonnade.expr.Exprs.min;
import static dev.colonnade.expr.Exprs.rightCol;
import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.batch.Table;
import dev.colonnade.batch.TableAssert;
import dev.colonnade.contract.Footers;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.SortKey;
import dev.colonnade.optimize.Optimizer;
import dev.colonnade.oracle.Answer;
import dev.colonnade.oracle.Judge;
import dev.colonnade.oracle.RandomPlan;
import dev.colonnade.plan.JoinBuilder;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.plan.PlanPrinter;
import dev.colonnade.session.QueryOptions;
import dev.colonnade.session.RunStep;
import dev.colonnade.session.SessionConfig;
import dev.colonnade.session.Workspace;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.Datasets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.parquet.format.Statistics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Aggregates, first rows, limits and joins have the same rows whether the planner uses statistics for them or the engine
 * reads everything, over files with nulls, NaN, missing columns, and footers that say less than they could.
 *
 * <p>{@code -Dtest.seed} is the first seed, {@code -Dtest.plans} the number of plans.
 */
class StatisticsDifferentialTest {
    private static final int PLANS = Integer.getInteger("test.plans", 1_600);
    private static final int DATASETS = 8;

    @TempDir
    Path directory;

    private Random random = new Random(SEED);

    /** A dataset of many files, and one that joins with it. */
    private record Data(LogicalPlan many, LogicalPlan few) {}

    @Test
    void answersAreTheEngines() throws Exception {
        System.out.println("StatisticsDifferentialTest: -Dtest.seed=" + SEED + ", " + PLANS + " plans");
        Map<String, Integer> fired = new TreeMap<>();
        List<Data> data = new ArrayList<>();
        for (int i = 0; i < DATASETS; i++) {
            random = new Random(SEED + i);
            data.add(write("d" + i));
        }
        try (Workspace clever = workspace(Optimizer.standard(), Set.of(RunStep.PRUNE_BY_JOIN));
                Workspace plain = workspace(Optimizer.none(), Set.of())) {
            for (long seed = SEED; seed < SEED + PLANS; seed++) {
                random = new Random(seed);
                Data over = data.get(random.nextInt(DATASETS));
                RandomPlan plan = plan(over);
                compare(seed, plan, clever, plain);
                note(clever, plan.plan(), fired);
            }
        }
        System.out.println("StatisticsDifferentialTest: " + fired);
        for (String rule : List.of("answer-from-statistics", "bound-top-k", "join", "limit")) {
            assertTrue(fired.getOrDefault(rule, 0) > PLANS / 25, () -> rule + " was hardly tried: " + fired);
        }
    }

    private static Workspace workspace(Optimizer optimizer, Set<RunStep> steps) {
        SessionConfig defaults = SessionConfig.defaults();
        return new Workspace(new SessionConfig(
                        Optional.of("duckdb"),
                        defaults.engine(),
                        defaults.timeout(),
                        defaults.progress(),
                        defaults.allowedDirectories(),
                        optimizer,
                        defaults.datasets(),
                        defaults.refresh())
                .withRunSteps(steps));
    }

    private static Answer answer(Workspace workspace, LogicalPlan plan) {
        Table table = workspace.collect(plan, QueryOptions.defaults());
        TableAssert.assertThat(table).hasColumns(plan.schema());
        List<List<@Nullable Object>> rows = new ArrayList<>();
        TableAssert.rows(table).forEach(row -> rows.add(new ArrayList<>(row)));
        return Answer.of(rows);
    }

    private static void compare(long seed, RandomPlan plan, Workspace clever, Workspace plain) {
        String reproduce = "reproduce with -Dtest.seed=" + seed + " -Dtest.plans=1 and the datasets of seed " + SEED;
        Optional<String> wrong;
        try {
            wrong = Judge.disagreement(plan, answer(plain, plan.plan()), answer(clever, plan.plan()));
        } catch (RuntimeException | AssertionError broken) {
            throw new AssertionError(explained(plan, clever) + reproduce, broken);
        }
        wrong.ifPresent(why -> {
            throw new AssertionError(why + "\n" + explained(plan, clever) + reproduce);
        });
    }

    private static String explained(RandomPlan plan, Workspace clever) {
        return PlanPrinter.print(plan.plan())
                + PlanPrinter.print(clever.prepare(plan.plan()).plan());
    }

    private static void note(Workspace clever, LogicalPlan plan, Map<String, Integer> fired) {
        Optimizer.standard().optimize(plan).trace().stream()
                .map(Optimizer.Step::rule)
                .filter(rule -> rule.contains("statistics") || rule.contains("top-k"))
                .distinct()
                .forEach(rule -> fired.merge(rule, 1, Integer::sum));
        String text = clever.explain(plan, QueryOptions.defaults(), dev.colonnade.session.ExplainMode.NORMAL)
                .text();
        fired.merge("join", text.contains("files are pruned when the query runs") ? 1 : 0, Integer::sum);
        fired.merge("limit", text.contains("limit: ") ? 1 : 0, Integer::sum);
    }

    // --- plans

    private RandomPlan plan(Data data) {
        LogicalPlan input = data.many();
        for (int i = random.nextInt(3); i > 0; i--) {
            input = PlanBuilder.filter(input, condition());
        }
        return switch (random.nextInt(4)) {
            case 0 -> new RandomPlan(grouped(input), false);
            case 1 -> new RandomPlan(top(input), true);
            case 2 -> new RandomPlan(PlanBuilder.limit(input, 0, 1 + random.nextInt(12)), true);
            default -> new RandomPlan(join(input, data.few()), false);
        };
    }

    private Expr condition() {
        long id = random.nextInt(420);
        return switch (random.nextInt(8)) {
            case 0 -> col("id").ge(id);
            case 1 -> col("id").lt(id);
            case 2 -> col("p").le((long) random.nextInt(12));
            case 3 -> col("s").ge("b");
            case 4 -> col("x").ge(1.5);
            case 5 -> col("n").isNotNull();
            case 6 -> col("id").between(id, id + 100).or(col("day").isNull());
            default -> col("s").isNull().or(col("n").gt(3));
        };
    }

    private LogicalPlan grouped(LogicalPlan input) {
        List<Expr> keys = random.nextBoolean() ? List.of() : List.of(col("p"));
        if (!keys.isEmpty() && random.nextInt(4) == 0) {
            return new LogicalPlan.Distinct(PlanBuilder.select(input, keys));
        }
        List<Expr> results = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String column = List.of("id", "n", "x", "s", "d", "day", "p", "ts").get(random.nextInt(8));
            results.add(
                    switch (random.nextInt(4)) {
                        case 0 -> count().as("r" + i);
                        case 1 -> count(col(column)).as("r" + i);
                        case 2 -> min(col(column)).as("r" + i);
                        default -> max(col(column)).as("r" + i);
                    });
        }
        return PlanBuilder.aggregate(input, keys, results);
    }

    private LogicalPlan top(LogicalPlan input) {
        List<SortKey> keys = new ArrayList<>();
        keys.add(key(List.of("id", "id", "n", "x", "s", "d", "day", "p", "ts").get(random.nextInt(9))));
        input.schema().names().forEach(name -> keys.add(key(name)));
        LogicalPlan sorted = PlanBuilder.sort(input, keys);
        int rows = 1 + random.nextInt(15);
        return random.nextInt(4) == 0
                ? PlanBuilder.tail(sorted, rows)
                : PlanBuilder.limit(sorted, random.nextInt(2) * random.nextInt(6), rows);
    }

    private SortKey key(String column) {
        SortKey key = random.nextBoolean() ? col(column).asc() : col(column).desc();
        return random.nextInt(4) == 0 ? key.nullsFirst() : key;
    }

    private LogicalPlan join(LogicalPlan probe, LogicalPlan few) {
        JoinType[] types = {
            JoinType.INNER, JoinType.INNER, JoinType.LEFT, JoinType.RIGHT, JoinType.SEMI, JoinType.ANTI, JoinType.FULL
        };
        JoinType type = types[random.nextInt(types.length)];
        String key = List.of("id", "p", "n", "s", "day").get(random.nextInt(5));
        LogicalPlan build = random.nextBoolean() ? few : PlanBuilder.filter(few, condition());
        boolean swap = random.nextBoolean();
        Expr equal = leftCol(key).eq(rightCol(key));
        Expr condition = random.nextInt(3) == 0 ? equal.and(leftCol("id").le(rightCol("id"))) : equal;
        return JoinBuilder.on(swap ? build : probe, swap ? probe : build, type, condition);
    }

    // --- files

    private Data write(String name) throws Exception {
        int files = 33 + random.nextInt(10);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET async_threads = 0");
            statement.execute("SET TimeZone = 'UTC'");
            for (int i = 0; i < files; i++) {
                Path file = directory.resolve(name + "/many/p=" + (i % 11 == 10 ? "__HIVE_DEFAULT_PARTITION__" : i / 3)
                        + "/" + (100 + i) + ".parquet");
                write(statement, file, i);
                degrade(file);
            }
            for (int i = 0; i < 2; i++) {
                write(
                        statement,
                        directory.resolve(name + "/few/p=" + 4 * i + "/a.parquet"),
                        4 * i + random.nextInt(20));
            }
        }
        return new Data(open(name + "/many"), open(name + "/few"));
    }

    private LogicalPlan open(String name) {
        return LogicalPlan.Scan.of(
                Datasets.open(List.of(directory.resolve(name).toString()), DatasetOptions.defaults()));
    }

    /** Ids grow from file to file; some files lack {@code x} or {@code d}, and some store {@code n} in fewer bits. */
    private void write(Statement statement, Path file, int number) throws Exception {
        Files.createDirectories(file.getParent());
        StringBuilder rows = new StringBuilder();
        for (int i = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(6); i > 0; i--) {
            rows.append(rows.length() == 0 ? "" : ", ").append('(');
            rows.append(orNull("" + (number * 10 + random.nextInt(14)), "BIGINT", 5))
                    .append(", ");
            rows.append(orNull("" + random.nextInt(9), "INTEGER", 15)).append(", ");
            String[] floats = {"-0.0", "0.0", "1.5", "'-inf'", "1e300", "'nan'"};
            rows.append(orNull(floats[random.nextInt(number % 2 == 0 ? 6 : 5)], "DOUBLE", 15))
                    .append(", ");
            String[] texts = {"''", "'a'", "'ab'", "'b'", "'é'", "'😀'", "'" + "long".repeat(20) + number + "'"};
            rows.append(orNull(texts[random.nextInt(7)], "VARCHAR", 15)).append(", ");
            rows.append(orNull(number + ".25", "DECIMAL(9, 2)", 15)).append(", ");
            rows.append(orNull("'2024-01-" + (10 + number / 3) + "'", "DATE", 15))
                    .append(", ");
            rows.append(orNull("'2024-02-29 10:11:12.5'", "TIMESTAMP", 15)).append(')');
        }
        String none =
                "SELECT NULL::BIGINT, NULL::INTEGER, NULL::DOUBLE, NULL::VARCHAR, NULL::DECIMAL(9, 2), NULL::DATE,"
                        + " NULL::TIMESTAMP WHERE FALSE";
        String source = rows.length() == 0 ? none : "VALUES " + rows;
        String columns = "id, " + (random.nextInt(5) == 0 ? "n::TINYINT AS n" : "n") + (number % 7 == 3 ? "" : ", x")
                + ", s" + (number % 5 == 3 ? "" : ", d") + ", day, ts";
        statement.execute("COPY (SELECT " + columns + " FROM (" + source + ") t(id, n, x, s, d, day, ts)) TO '" + file
                + "' (FORMAT parquet)");
    }

    private String orNull(String value, String type, int percent) {
        return (random.nextInt(100) < percent ? "NULL" : value) + "::" + type;
    }

    /** Takes away or blurs what a footer says; what is left is true. */
    private void degrade(Path file) {
        int how = random.nextInt(8);
        if (how > 4) {
            return;
        }
        int leaf = random.nextInt(5);
        Footers.change(file, footer -> footer.getRow_groups().forEach(group -> {
            Statistics stated = group.getColumns().get(leaf).getMeta_data().getStatistics();
            if (stated == null) {
                return;
            }
            switch (how) {
                case 0 -> group.getColumns().get(leaf).getMeta_data().unsetStatistics();
                case 1 -> stated.unsetNull_count();
                case 2 -> stated.setIs_max_value_exact(false).setIs_min_value_exact(false);
                case 3 -> stated.unsetMin_value();
                default -> footer.setCreated_by("somebody else");
            }
        }));
    }
}
