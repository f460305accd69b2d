package dev.colonnade.oracle;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.max;
import static dev.colonnade.expr.Exprs.min;
import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.expr.Expr;
import dev.colonnade.expr.SortKey;
import dev.colonnade.optimize.Optimizer;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.plan.PlanPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the optimizer makes of footers has the rows that the files have, whatever their footers say and keep silent about. */
class StatisticsOracleTest {
    private static final int CASES = Integer.getInteger("test.plans", 4_000);

    private Random random = new Random(SEED);
    private StatedFiles data = new StatedFiles(random, 1);
    private int fired;

    @Test
    void answersFromStatisticsAreThoseOfTheRows() {
        check("answer-from-statistics", false, this::grouping);
        assertTrue(fired > CASES / 4, "Only " + fired + " of " + CASES + " were answered from statistics.");
    }

    @Test
    void boundsOfTopRowsKeepThem() {
        check("bound-top-k", true, this::top);
        assertTrue(fired > CASES / 4, "Only " + fired + " of " + CASES + " were bounded.");
    }

    private LogicalPlan top(LogicalPlan input) {
        LogicalPlan below = random.nextInt(4) > 0
                ? input
                : PlanBuilder.select(
                        input, List.of(col("x"), col("id").as("id"), col("i"), col("s"), col("p"), col("q").as("z")));
        String leading = List.of("id", "id", "id", "x", "i", "s", "p").get(random.nextInt(7));
        List<SortKey> keys = new ArrayList<>();
        keys.add(key(leading));
        below.schema().names().forEach(name -> keys.add(key(name)));
        LogicalPlan sorted = PlanBuilder.sort(below, keys);
        int count = random.nextInt(10);
        return random.nextInt(3) == 0
                ? PlanBuilder.tail(sorted, count)
                : PlanBuilder.limit(sorted, random.nextInt(2) * random.nextInt(5), count);
    }

    private SortKey key(String column) {
        SortKey key = random.nextBoolean() ? col(column).asc() : col(column).desc();
        return random.nextInt(3) == 0 ? key.nullsFirst() : key;
    }

    private interface Shape {
        LogicalPlan over(LogicalPlan input);
    }

    private void check(String rule, boolean ordered, Shape shape) {
        System.out.println("StatisticsOracleTest: -Dtest.seed=" + SEED + ", " + CASES + " plans for " + rule);
        for (long seed = SEED; seed < SEED + CASES; seed++) {
            random = new Random(seed);
            data = new StatedFiles(random, 1 + random.nextInt(9));
            LogicalPlan plan = shape.over(filtered(LogicalPlan.Scan.of(data.files())));
            Optimizer.Result result = Optimizer.standard().optimize(plan);
            fired += result.trace().stream().anyMatch(step -> step.rule().equals(rule)) ? 1 : 0;
            Interpreter interpreter = Interpreter.overFiles(data::rows);
            Answer expected = interpreter.answer(plan);
            Answer actual = interpreter.answer(result.plan());
            String reproduce = "reproduce with -Dtest.seed=" + seed + " -Dtest.plans=1";
            Judge.disagreement(new RandomPlan(plan, ordered), expected, actual).ifPresent(why -> {
                throw new AssertionError(why + "\n" + PlanPrinter.print(plan) + "became\n"
                        + PlanPrinter.print(result.plan()) + "over\n" + data + reproduce);
            });
        }
    }

    private LogicalPlan filtered(LogicalPlan scan) {
        LogicalPlan plan = scan;
        for (int i = random.nextInt(3); i > 0; i--) {
            plan = PlanBuilder.filter(plan, condition());
        }
        return plan;
    }

    private Expr condition() {
        long id = random.nextInt(90);
        return switch (random.nextInt(9)) {
            case 0 -> col("id").ge(id);
            case 1 -> col("id").lt(id);
            case 2 -> col("id").between(id, id + 30);
            case 3 -> col("p").le((long) random.nextInt(3));
            case 4 -> col("q").ne("a");
            case 5 -> col("i").gt(random.nextInt(20)).or(col("id").gt(id));
            case 6 -> col("x").ge(-1.5);
            case 7 -> col("i").isNotNull();
            default -> col("p").isNull().or(col("s").ge("a"));
        };
    }

    private LogicalPlan grouping(LogicalPlan input) {
        List<String> keys = new ArrayList<>();
        for (String key : List.of("p", "q")) {
            if (random.nextInt(3) == 0) {
                keys.add(key);
            }
        }
        if (!keys.isEmpty() && random.nextInt(5) == 0) {
            List<Expr> columns = keys.stream().<Expr>map(key -> col(key)).toList();
            return new LogicalPlan.Distinct(PlanBuilder.select(input, columns));
        }
        LogicalPlan renamed = input;
        String id = "id";
        if (random.nextInt(4) == 0) {
            id = "renamed";
            renamed = PlanBuilder.withColumns(input, List.of(col("id").as(id)));
        }
        List<Expr> results = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String column = List.of(id, id, "i", "x", "s", "p").get(random.nextInt(6));
            results.add(
                    switch (random.nextInt(4)) {
                        case 0 -> count().as("r" + i);
                        case 1 -> count(col(column)).as("r" + i);
                        case 2 -> min(col(column)).as("r" + i);
                        default -> max(col(column)).as("r" + i);
                    });
        }
        return PlanBuilder.aggregate(
                renamed, keys.stream().<Expr>map(key -> col(key)).toList(), results);
    }
}
