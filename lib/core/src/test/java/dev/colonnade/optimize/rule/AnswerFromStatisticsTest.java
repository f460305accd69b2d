package dev.colonnade.optimize.rule;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.max;
import static dev.colonnade.expr.Exprs.min;
import static dev.colonnade.expr.Exprs.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.colonnade.expr.Binder;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import dev.colonnade.plan.Invariants;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.plan.PlanPrinter;
import dev.colonnade.source.ColumnStats;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.Fixtures;
import dev.colonnade.source.RowGroup;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerFromStatisticsTest {
    private static final Schema ALL = Schema.of(
            Field.of("price", DataType.INT64),
            Field.of("x", DataType.FLOAT64),
            Field.of("day", DataType.STRING),
            Field.of("gone", DataType.INT32));
    private static final Schema STORED = ALL.select(List.of("price", "x"));

    /** Ten rows of prices 0..9, 10..19, 20..29 and 30..39 with a null each; Thursday's NaNs are not counted. */
    private static final FileSet FILES = Fixtures.ofFiles(
            "sales",
            ALL,
            List.of("day"),
            file("mon", 0, 0),
            file("tue", 10, 0),
            file("wed", 20, 0),
            file("thu", 30, -1));

    private static final LogicalPlan.Scan SCAN = LogicalPlan.Scan.of(FILES);

    private static DataFile file(String day, long least, long nans) {
        ColumnStats price = new ColumnStats(least, least + 9, true, true, 1, 0, -1, 100, 100);
        ColumnStats x = new ColumnStats(-0.5, 0.0, true, false, -1, nans, -1, 100, 100);
        RowGroup group = new RowGroup(10, 1_000, Map.of("price", price, "x", x));
        return new DataFile(Path.of(day), 5_000, 1, 10, STORED, List.of(group), Arrays.asList(day));
    }

    private static LogicalPlan.Scan scan(Expr filter) {
        return SCAN.withFilter(Binder.of(ALL).bindCondition(filter, "filter"));
    }

    private static LogicalPlan agg(LogicalPlan input, List<Expr> keys, Expr... results) {
        return PlanBuilder.aggregate(input, keys, List.of(results));
    }

    private static LogicalPlan turns(LogicalPlan before, String... lines) {
        AnswerFromStatistics rule = new AnswerFromStatistics();
        LogicalPlan after = rule.apply(before);
        assertNotSame(before, after, "the rule did not fire");
        assertEquals(String.join("\n", lines) + "\n", PlanPrinter.print(after));
        assertEquals(before.schema().names(), after.schema().names());
        assertEquals(
                before.schema().fields().stream().map(Field::type).toList(),
                after.schema().fields().stream().map(Field::type).toList());
        Invariants.check(after);
        assertSame(after, rule.apply(after), "a second run fires again");
        return after;
    }

    private static void answers(LogicalPlan before, String rows) {
        LogicalPlan after = turns(before, "Values " + lines(rows) + " (statistics of 4 files)");
        assertEquals(rows, ((LogicalPlan.Values) after).rows().toString());
    }

    private static String lines(String rows) {
        long count = rows.chars().filter(c -> c == '[').count() - 1;
        return count + (count == 1 ? " row" : " rows");
    }

    private static void leavesAlone(LogicalPlan plan) {
        assertSame(plan, new AnswerFromStatistics().apply(plan));
    }

    @Test
    void allFilesDecided() {
        answers(agg(SCAN, List.of(), count().as("n")), "[[40]]");
        answers(
                agg(
                        SCAN,
                        List.of(),
                        count(col("price")).as("n"),
                        min("price").as("least"),
                        max("price").as("most"),
                        count(col("gone")).as("g"),
                        min(col("gone")).as("h"),
                        min(col("x")).as("low"),
                        max(col("day")).as("last")),
                "[[36, 0, 39, 0, null, -0.5, wed]]");
        answers(
                agg(SCAN, List.of(col("day")), count().as("n"), max("price").as("most")),
                "[[mon, 10, 9], [thu, 10, 39], [tue, 10, 19], [wed, 10, 29]]");
        answers(agg(scan(col("day").ge("u")), List.of(), count().as("n")), "[[10]]");
        answers(
                agg(
                        scan(col("price").gt(99)),
                        List.of(),
                        count().as("n"),
                        min("price").as("m")),
                "[[0, null]]");
        answers(
                new LogicalPlan.Distinct(
                        PlanBuilder.select(SCAN, List.of(col("day").as("d")))),
                "[[mon], [thu], [tue], [wed]]");
        turns(
                agg(scan(col("price").gt(99)), List.of(col("day")), count().as("n")),
                "Empty (statistics of the files leave no row)");
    }

    @Test
    void renamedColumnsAreFollowed() {
        LogicalPlan renamed = PlanBuilder.select(
                SCAN, List.of(col("price").as("p"), col("day").as("d")));
        answers(
                agg(renamed, List.of(col("d").as("key")), min("p").as("m")),
                "[[mon, 0], [thu, 30], [tue, 10], [wed, 20]]");
    }

    @Test
    void theRestIsScanned() {
        LogicalPlan some = agg(
                scan(col("price").isNotNull().or(col("day").le("u"))),
                List.of(),
                count().as("n"),
                max("price").as("most"));
        turns(
                some,
                "Project [coalesce(n, 0) as n, most]",
                "  Aggregate compute [sum(n) as n, max(most) as most]",
                "    Union of 2",
                "      Values 1 row (statistics of 3 files)",
                "      Aggregate compute [count() as n, max(price) as most]",
                "        Scan sales columns 4/4 [price, x, day, gone] filter price IS NOT NULL OR day <= 'u' in 1 of 4 files");
        turns(
                agg(
                        scan(col("price").isNotNull().or(col("day").le("u"))),
                        List.of(col("day")),
                        max("price").as("most")),
                "Aggregate by [day] compute [max(most) as most]",
                "  Union of 2",
                "    Values 3 rows (statistics of 3 files)",
                "    Aggregate by [day] compute [max(price) as most]",
                "      Scan sales columns 4/4 [price, x, day, gone] filter price IS NOT NULL OR day <= 'u' in 1 of 4 files");
        turns(
                new LogicalPlan.Distinct(PlanBuilder.select(
                        scan(col("price").isNotNull().or(col("day").le("u"))), List.of(col("day")))),
                "Distinct",
                "  Union of 2",
                "    Values 3 rows (statistics of 3 files)",
                "    Distinct",
                "      Project [day]",
                "        Scan sales columns 4/4 [price, x, day, gone] filter price IS NOT NULL OR day <= 'u' in 1 of 4 files");
    }

    @Test
    void leavesAloneWhatFootersDoNotProve() {
        leavesAlone(agg(SCAN, List.of(), max(col("x")).as("m")));
        leavesAlone(agg(SCAN, List.of(), count(col("x")).as("n")));
        leavesAlone(agg(SCAN, List.of(), sum("price").as("n")));
        leavesAlone(agg(SCAN, List.of(), Exprs.countDistinct(col("day")).as("n")));
        leavesAlone(agg(SCAN, List.of(col("price")), count().as("n")));
        leavesAlone(agg(SCAN, List.of(), min(col("price").plus(1L)).as("n")));
        leavesAlone(agg(SCAN, List.of(), min("price").where(col("price").gt(3)).as("n")));
        leavesAlone(agg(SCAN.withLimit(3), List.of(), count().as("n")));
        leavesAlone(agg(scan(col("price").isNotNull()), List.of(), count().as("n")));
        leavesAlone(new LogicalPlan.Distinct(PlanBuilder.select(SCAN, List.of(col("price")))));
        leavesAlone(SCAN);
    }

    @Test
    void leavesAloneWhereMostFilesHaveToBeReadAnyway() {
        leavesAlone(agg(scan(col("price").isNotNull().or(col("day").eq("mon"))), List.of(), count().as("n")));
        leavesAlone(agg(scan(col("price").eq(5)), List.of(), count().as("n")));
    }
}
