package dev.colonnade.optimize.rule;

import static dev.colonnade.expr.Exprs.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.colonnade.expr.Binder;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.SortKey;
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

class BoundTopKTest {
    private static final Schema ALL = Schema.of(
            Field.of("id", DataType.INT64),
            Field.of("part", DataType.INT64),
            Field.of("x", DataType.FLOAT64),
            Field.of("day", DataType.INT64));
    private static final Schema STORED = ALL.select(List.of("id", "part", "x"));

    /** Four files of ten rows: {@code id} without nulls, {@code part} with two nulls each, {@code x} with NaNs in the last. */
    private static final FileSet FILES = Fixtures.ofFiles(
            "events", ALL, List.of("day"), file(1, 0, 0), file(2, 10, 0), file(3, 20, 0), file(4, 30, 3));

    private static final LogicalPlan.Scan SCAN = LogicalPlan.Scan.of(FILES);
    private static final String COLUMNS = "Scan events columns 4/4 [id, part, x, day]";

    private static DataFile file(long day, long least, long nans) {
        ColumnStats id = new ColumnStats(least, least + 9, true, true, 0, 0, -1, 100, 100);
        ColumnStats part = new ColumnStats(least, least + 9, false, false, 2, 0, -1, 100, 100);
        ColumnStats x = new ColumnStats(least * 1.0, least + 9.0, true, true, 0, nans, -1, 100, 100);
        RowGroup group = new RowGroup(10, 1_000, Map.of("id", id, "part", part, "x", x));
        return new DataFile(Path.of("day" + day), 5_000, 1, 10, STORED, List.of(group), Arrays.asList(day));
    }

    private static LogicalPlan sorted(LogicalPlan input, SortKey... keys) {
        return PlanBuilder.sort(input, List.of(keys));
    }

    private static LogicalPlan top(long count, SortKey... keys) {
        return PlanBuilder.limit(sorted(SCAN, keys), 0, count);
    }

    private static LogicalPlan.Scan scan(Expr filter) {
        return SCAN.withFilter(Binder.of(ALL).bindCondition(filter, "filter"));
    }

    private static void filters(LogicalPlan before, String filter) {
        BoundTopK rule = new BoundTopK();
        LogicalPlan after = rule.apply(before);
        assertNotSame(before, after, "the rule did not fire");
        String printed = PlanPrinter.print(after);
        assertEquals(
                COLUMNS + " filter " + filter,
                printed.substring(printed.indexOf("Scan")).strip());
        Invariants.check(after);
        assertSame(after, rule.apply(after), "a second run fires again");
    }

    private static void leavesAlone(LogicalPlan plan) {
        assertSame(plan, new BoundTopK().apply(plan));
    }

    @Test
    void theBestRowGroupsSetTheThreshold() {
        filters(top(5, col("id").desc()), "id >= 30");
        filters(top(10, col("id").desc(), col("x").asc()), "id >= 30");
        filters(top(11, col("id").desc()), "id >= 20");
        filters(top(5, col("id").asc()), "id <= 9");
        filters(PlanBuilder.limit(sorted(SCAN, col("id").asc()), 8, 5), "id <= 19");
        filters(PlanBuilder.tail(sorted(SCAN, col("id").asc()), 5), "id >= 30");
        filters(top(5, col("day").desc()), "day >= 4");
    }

    @Test
    void nullsDoNotCountAndStayWhereTheyComeFirst() {
        filters(top(8, col("part").desc()), "part >= 30");
        filters(top(9, col("part").desc()), "part >= 20");
        filters(top(5, col("id").desc().nullsFirst()), "id >= 30");
        leavesAlone(top(5, col("part").desc().nullsFirst()));
        leavesAlone(PlanBuilder.tail(sorted(SCAN, col("part").asc()), 5));
        filters(PlanBuilder.tail(sorted(SCAN, col("part").asc().nullsFirst()), 5), "part >= 30");
    }

    @Test
    void nanIsTheGreatest() {
        filters(top(5, col("x").desc()), "x >= 30.0");
        filters(top(30, col("x").asc()), "x <= 29.0");
        leavesAlone(top(31, col("x").asc()));
    }

    @Test
    void onlyRowsThatMatchForCertainCount() {
        LogicalPlan certain =
                PlanBuilder.limit(sorted(scan(col("day").lt(4L)), col("id").desc()), 0, 5);
        filters(certain, "day < 4 AND id >= 20");
        LogicalPlan uncertain =
                PlanBuilder.limit(sorted(scan(col("x").lt(35.0)), col("id").desc()), 0, 5);
        filters(uncertain, "x < 35.0 AND id >= 20");
        LogicalPlan bounded =
                PlanBuilder.limit(sorted(scan(col("id").gt(32L)), col("id").desc()), 0, 5);
        leavesAlone(bounded);
    }

    @Test
    void leavesAloneWhatItCannotBound() {
        leavesAlone(top(41, col("id").desc()));
        leavesAlone(top(5, col("id").plus(1L).desc()));
        leavesAlone(sorted(SCAN, col("id").desc()));
        leavesAlone(PlanBuilder.limit(SCAN, 0, 5));
        leavesAlone(new LogicalPlan.Limit(sorted(SCAN, col("id").desc()), 5, -1));
        leavesAlone(PlanBuilder.limit(sorted(SCAN.withLimit(7), col("id").desc()), 0, 5));
        leavesAlone(PlanBuilder.limit(
                sorted(new LogicalPlan.Distinct(SCAN), col("id").desc()), 0, 5));
        leavesAlone(top(31, col("id").desc()));
    }
}
