package dev.colonnade.contract;

import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.backend.Capability;
import dev.colonnade.backend.Engine;
import dev.colonnade.optimize.Optimizer;
import dev.colonnade.oracle.OracleBench;
import dev.colonnade.oracle.RandomPlan;
import dev.colonnade.oracle.RandomPlans;
import dev.colonnade.oracle.RandomScans;
import dev.colonnade.oracle.TestData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random plans have the interpreter's rows on a backend, with the optimizer and without, in large batches and in small
 * ones, from few files and from many; and what a backend runs without any other has them too.
 *
 * <p>{@code -Dtest.seed} is the first seed, {@code -Dtest.plans} the number of plans.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class OracleContract {
    private static final int MOST_REPORTED = 5;
    /** Up to the operands. */
    private static final Pattern REASON = Pattern.compile("since it ([A-Za-z ]*[A-Za-z])");

    private ParquetTables writer;
    private TestData few;
    private TestData many;

    /** The backend under test. */
    protected abstract Subject subject();

    /** How many plans of any kind. */
    protected abstract int plans();

    /** How many plans of what a reader of files can do alone. */
    protected abstract int scans();

    @BeforeAll
    final void write(@TempDir Path directory) {
        writer = new ParquetTables();
        few = TestData.write(directory.resolve("few"), TestData.Layout.FEW_FILES, 1, writer);
        many = TestData.write(directory.resolve("many"), TestData.Layout.MANY_FILES, 1, writer);
    }

    @AfterAll
    final void close() {
        writer.close();
    }

    private static int count(int usual) {
        return Integer.getInteger("test.plans", usual);
    }

    private OracleBench bench(String backend, Optimizer optimizer, OracleBench.Refusals refusals) {
        return new OracleBench(backend, optimizer, refusals);
    }

    @Test
    void randomPlansHaveTheInterpretersRows() {
        int plans = count(plans());
        List<String> disagreements = new ArrayList<>();
        String name = subject().name();
        try (OracleBench optimized = bench(name, Optimizer.standard(), OracleBench.Refusals.WRONG);
                OracleBench plain = bench(name, Optimizer.none(), OracleBench.Refusals.WRONG)) {
            RandomPlans fewPlans = new RandomPlans(few.datasets());
            RandomPlans manyPlans = new RandomPlans(many.datasets());
            for (long seed = SEED; seed < SEED + plans && disagreements.size() < MOST_REPORTED; seed++) {
                RandomPlan overFew = fewPlans.plan(seed);
                optimized.check(seed, overFew, few, 65_536).ifPresent(disagreements::add);
                optimized.check(seed, manyPlans.plan(seed), many, 65_536).ifPresent(disagreements::add);
                plain.check(seed, overFew, few, 1).ifPresent(disagreements::add);
            }
            System.out.println("Oracle: -Dtest.seed=" + SEED + ", " + plans + " plans, " + optimized);
            assertTrue(optimized.failures() <= 1 + 2 * plans / 20, optimized.failures() + " plans failed");
        }
        assertEquals("", String.join("\n", disagreements));
    }

    /** What is refused is counted by reason; most is not. */
    @Test
    void whatRunsWithoutAnotherBackendHasTheInterpretersRows() {
        int plans = count(scans());
        List<String> disagreements = new ArrayList<>();
        try (OracleBench strict = bench(subject().strictName(), Optimizer.standard(), OracleBench.Refusals.COUNTED)) {
            RandomScans fewScans = new RandomScans(few.datasets());
            RandomScans manyScans = new RandomScans(many.datasets());
            for (long seed = SEED; seed < SEED + plans && disagreements.size() < MOST_REPORTED; seed++) {
                boolean overFew = seed % 2 == 0;
                RandomPlan plan = overFew ? fewScans.plan(seed) : manyScans.plan(seed);
                strict.check(seed, plan, overFew ? few : many, seed % 3 == 0 ? 1 : 65_536)
                        .ifPresent(disagreements::add);
            }
            System.out.println("Oracle: -Dtest.seed=" + SEED + ", " + plans + " scans, " + strict + ", "
                    + strict.refusals() + " were refused: " + reasons(strict.refused()));
            assertEquals("", String.join("\n", disagreements));
            boolean all = capabilities().contains(Capability.PLANS);
            assertTrue(strict.refusals() <= (all ? 0 : plans / 2), () -> strict.refused()
                    .toString());
        }
    }

    private Set<Capability> capabilities() {
        try (Engine engine = subject().engine()) {
            return engine.capabilities();
        }
    }

    private static Map<String, Integer> reasons(Map<String, Integer> refused) {
        Map<String, Integer> reasons = new TreeMap<>();
        refused.forEach((message, times) -> {
            var reason = REASON.matcher(message);
            reasons.merge(reason.find() ? reason.group(1) : message, times, Integer::sum);
        });
        return reasons;
    }
}
