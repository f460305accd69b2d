package dev.colonnade.duckdb;

import dev.colonnade.batch.Table;
import dev.colonnade.batch.TableAssert;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.optimize.Optimizer;
import dev.colonnade.oracle.Answer;
import dev.colonnade.oracle.Interpreter;
import dev.colonnade.oracle.Judge;
import dev.colonnade.oracle.RandomPlan;
import dev.colonnade.oracle.Shrinker;
import dev.colonnade.oracle.TestData;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanPrinter;
import dev.colonnade.session.QueryOptions;
import dev.colonnade.session.SessionConfig;
import dev.colonnade.session.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs plans on DuckDB and on the interpreter and compares. */
final class OracleBench implements AutoCloseable {
    /** What a value can do to a query. */
    private static final Set<ErrorCode> DATA_ERRORS =
            Set.of(ErrorCode.OVERFLOW, ErrorCode.DIVISION_BY_ZERO, ErrorCode.CAST_FAILED);

    private final Workspace workspace;
    private int plans;
    private int expectedFailures;
    private int actualFailures;

    OracleBench(Optimizer optimizer) {
        SessionConfig defaults = SessionConfig.defaults();
        workspace = new Workspace(new SessionConfig(
                Optional.of("duckdb"),
                defaults.engine(),
                defaults.timeout(),
                defaults.progress(),
                defaults.allowedDirectories(),
                optimizer,
                defaults.datasets(),
                defaults.refresh()));
    }

    /** What is wrong with DuckDB's answer, with all that is needed to look into it. */
    Optional<String> check(long seed, RandomPlan plan, TestData data, int batchRows) {
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

    /** What two disagreements have in common that are likely to be the same one. */
    private static String kind(String why) {
        int length = why.startsWith("It broke") ? 60 : 6;
        return why.replaceAll("[0-9]+", "")
                .substring(0, Math.min(length, why.replaceAll("[0-9]+", "").length()));
    }

    private Optional<String> judge(RandomPlan plan, TestData data, int batchRows) {
        Answer expected = new Interpreter(data::rows).answer(plan.plan());
        Answer actual;
        try {
            actual = run(plan.plan(), batchRows);
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

    int failures() {
        return Math.max(expectedFailures, actualFailures);
    }

    @Override
    public String toString() {
        return plans + " runs, of which " + expectedFailures + " have to fail and " + actualFailures + " did";
    }

    @Override
    public void close() {
        workspace.close();
    }
}
