package dev.colonnade.jmh;

import static dev.colonnade.expr.Exprs.avg;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.sum;

import dev.colonnade.optimize.Optimizer;
import dev.colonnade.plan.JoinBuilder;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.source.Datasets;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a plan costs before any engine sees it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PlanningBenchmark {
    private SalesFile file;
    private LogicalPlan scan;
    private LogicalPlan report;
    private LogicalPlan joined;

    @Setup
    public void open() throws IOException, SQLException {
        file = SalesFile.write(1_000);
        scan = LogicalPlan.Scan.of(Datasets.open(file.path().toString()));
        report = buildReport();
        LogicalPlan cheap =
                PlanBuilder.filter(scan, col("amount").lt(10).and(col("id").lt(500)));
        joined = PlanBuilder.filter(
                JoinBuilder.using(report, cheap, JoinType.LEFT, List.of("name")),
                col("quantity_right").gt(5).and(col("sales").gt(1)));
    }

    @TearDown
    public void close() throws IOException {
        file.delete();
    }

    /** From names to a bound plan: a filter and a group-by. */
    @Benchmark
    public LogicalPlan buildReport() {
        return PlanBuilder.aggregate(
                PlanBuilder.filter(
                        scan, col("day").ge("2024-07-01").and(col("quantity").lt(30))),
                List.of(col("name")),
                List.of(
                        count().as("sales"),
                        sum("amount").as("revenue"),
                        avg("quantity").as("quantity")));
    }

    /** All rules over that plan. */
    @Benchmark
    public LogicalPlan optimizeReport() {
        return Optimizer.standard().optimize(report).plan();
    }

    /** All rules over an outer join of that plan with a filtered scan. */
    @Benchmark
    public LogicalPlan optimizeJoin() {
        return Optimizer.standard().optimize(joined).plan();
    }
}
