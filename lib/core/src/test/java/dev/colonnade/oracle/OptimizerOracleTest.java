package dev.colonnade.oracle;

import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.optimize.Optimizer;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanPrinter;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.Fixtures;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random plans have the same rows before and after the optimizer, and any of its rules alone. */
class OptimizerOracleTest {
    private static final int PLANS = Integer.getInteger("test.plans", 3_000);

    private final Map<FileSet, List<List<Object>>> data = new LinkedHashMap<>();
    private final Interpreter interpreter = new Interpreter(data::get);

    private void table(String name, Schema schema, int rows) {
        data.put(
                Fixtures.fileSet(name + ".parquet", schema, rows), Pools.rows(new Random(SEED), schema.fields(), rows));
    }

    @Test
    void optimizedPlansHaveTheSameRows() {
        table("wide", TestSchemas.WIDE, 40);
        table("tame", TestSchemas.TAME, 25);
        table("more", TestSchemas.TAME, 12);
        table("nested", TestSchemas.NESTED, 9);
        table("none", TestSchemas.TAME, 0);
        List<FileSet> scanned = new ArrayList<>(data.keySet());
        scanned.addAll(scanned.subList(0, 4));
        RandomPlans plans = new RandomPlans(scanned);
        List<Optimizer> rules = rulesAlone();
        int failing = 0;
        for (long seed = SEED; seed < SEED + PLANS; seed++) {
            RandomPlan plan = plans.plan(seed);
            Answer expected = interpreter.answer(plan.plan());
            failing += expected.kind() == Answer.Kind.ROWS ? 0 : 1;
            check(seed, plan, expected, Optimizer.standard());
            check(seed, plan, expected, rules.get((int) (seed % rules.size())));
        }
        assertTrue(failing <= 1 + PLANS / 20, failing + " plans fail, which says little about the optimizer");
        assertTrue(plans.refusals().size() <= 1 + PLANS / 100, "Steps refused: " + plans.refusals());
    }

    private static List<Optimizer> rulesAlone() {
        List<Optimizer> alone = new ArrayList<>();
        for (Optimizer.Phase phase : Optimizer.standard().phases()) {
            phase.rules()
                    .forEach(rule ->
                            alone.add(new Optimizer(List.of(new Optimizer.Phase(rule.id(), "alone", List.of(rule))))));
        }
        return alone;
    }

    private void check(long seed, RandomPlan plan, Answer expected, Optimizer optimizer) {
        LogicalPlan optimized = optimizer.optimize(plan.plan()).plan();
        if (optimized == plan.plan()) {
            return;
        }
        Judge.disagreement(plan, expected, interpreter.answer(optimized)).ifPresent(why -> {
            throw new AssertionError(why + "\n" + optimizer.phases().get(0).name() + " made of\n"
                    + PlanPrinter.print(plan.plan()) + "this:\n" + PlanPrinter.print(optimized)
                    + "reproduce with -Dtest.seed=" + seed + " -Dtest.plans=1");
        });
    }
}
