package dev.colonnade.oracle;

import dev.colonnade.backend.ExecutionContext;
import dev.colonnade.batch.Table;
import dev.colonnade.batch.TableAssert;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.error.QueryException;
import dev.colonnade.optimize.Optimizer;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanPrinter;
import dev.colonnade.session.QueryOptions;
import dev.colonnade.session.SessionConfig;
import dev.colonnade.session.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs plans on a backend and on the interpreter and compares. */
public final class OracleBench implements AutoCloseable {
    /** What becomes of a plan that the backend does not take. */
    public enum Refusals {
        /** It is a disagreement. */
        WRONG,
        /** It is counted by its message; the plan says nothing about the backend's answers. */
        COUNTED
    }

    /** What a value can do to a query. */
    private static final Set<ErrorCode> DATA_ERRORS =
            Set.of(ErrorCode.OVERFLOW, ErrorCode.DIVISION_BY_ZERO, ErrorCode.CAST_FAILED);

    private final Workspace workspace;
    private final String backend;
    private final Refusals refusals;
    private final Map<String, Integer> refused = new TreeMap<>();
    private int plans;
    private int expectedFailures;
    private int actualFailures;

    public OracleBench(String backend, Optimizer optimizer, Refusals refusals) {
        this.backend = backend;
        this.refusals = refusals;
        SessionConfig defaults = SessionConfig.defaults();
        workspace = new Workspace(new SessionConfig(
                Optional.of(backend),
                defaults.engine(),
                defaults.timeout(),
                defaults.progress(),
                defaults.allowedDirectories(),
                optimizer,
                defaults.datasets(),
                defaults.refresh()));
    }

    /** What is wrong with the backend's answer, with all that is needed to look into it. */
    public Optional<String> check(long seed, RandomPlan plan, TestData data, int batchRows) {
        plans++;
        Optional<String> wrong = judge(plan, data, batchRows);
        if (wrong.isEmpty()) {
            return wrong;
        }
        LogicalPlan small = Shrinker.shrink(plan.plan(), p -> judge(new RandomPlan(p, false), data, batchRows)
                .isPresent());
        String ofSmall =
                judge(new RandomPlan(small, false), data, batchRows).orElse("Only the sequence of rows differs.");
        return Optional.of(wrong.get() + "\n" + describe(plan.plan()) + "cut down to\n" + describe(small) + ofSmall
                + "\nreproduce with -Dtest.seed=" + seed + " -Dtest.plans=1\n");
    }

    /** What is wrong with the backend's answer, in short. */
    public Optional<String> disagreement(RandomPlan plan, TestData data) {
        plans++;
        return judge(plan, data, ExecutionContext.DEFAULT_BATCH_ROWS);
    }

    private Optional<String> judge(RandomPlan plan, TestData data, int batchRows) {
        Answer expected = new Interpreter(data::rows).answer(plan.plan());
        Answer actual;
        try {
            actual = run(plan.plan(), batchRows);
        } catch (PlanException refusal) {
            if (refusals == Refusals.WRONG || refusal.code() != ErrorCode.NOT_SUPPORTED) {
                return Optional.of("It was refused: " + refusal.getMessage());
            }
            refused.merge(String.valueOf(refusal.getMessage()), 1, Integer::sum);
            return Optional.empty();
        } catch (RuntimeException | AssertionError broken) {
            return Optional.of("It broke: " + broken);
        }
        expectedFailures += expected.isFailure() ? 1 : 0;
        actualFailures += actual.isFailure() ? 1 : 0;
        return Judge.disagreement(plan, expected, actual);
    }

    private Answer run(LogicalPlan plan, int batchRows) {
        try {
            Table table = workspace.collect(plan, QueryOptions.defaults().withBatchRows(batchRows));
            TableAssert.assertThat(table).hasColumns(plan.schema());
            List<List<@Nullable Object>> rows = new ArrayList<>();
            TableAssert.rows(table).forEach(row -> rows.add(new ArrayList<>(row)));
            return Answer.of(rows);
        } catch (QueryException failure) {
            if (!DATA_ERRORS.contains(failure.code())) {
                throw failure;
            }
            return Answer.failed(String.valueOf(failure.getMessage()));
        }
    }

    private String describe(LogicalPlan plan) {
        return "plan\n" + PlanPrinter.print(plan).indent(2) + "optimized\n"
                + orWhyNot(() -> PlanPrinter.print(workspace.prepare(plan).plan()))
                        .indent(2) + "sql\n"
                + orWhyNot(() -> workspace.toSql(plan, QueryOptions.defaults())).indent(2);
    }

    private static String orWhyNot(Supplier<String> text) {
        try {
            return text.get();
        } catch (ColonnadeException broken) {
            return String.valueOf(broken.getMessage());
        }
    }

    /** How many runs failed, or had to. */
    public int failures() {
        return Math.max(expectedFailures, actualFailures);
    }

    /** How many runs the backend answered. */
    public int answered() {
        return plans - refusals();
    }

    /** How many runs the backend refused. */
    public int refusals() {
        return refused.values().stream().mapToInt(n -> n).sum();
    }

    /** How often the backend refused a plan, by message. */
    public Map<String, Integer> refused() {
        return refused;
    }

    @Override
    public String toString() {
        return backend + ": " + answered() + " runs, of which " + expectedFailures + " have to fail and "
                + actualFailures + " did";
    }

    @Override
    public void close() {
        workspace.close();
    }
}
