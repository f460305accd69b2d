package dev.colonnade.scan;

import static dev.colonnade.expr.Exprs.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.expr.Binder;
import dev.colonnade.expr.Expr;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.ColumnStats;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSelection;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.Fixtures;
import dev.colonnade.source.RowGroup;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScanPlannerTest {
    private static final Schema STORED =
            Schema.of(Field.of("price", DataType.INT64), Field.of("name", DataType.STRING));
    private static final Schema ALL = Schema.of(
            Field.of("price", DataType.INT64), Field.of("name", DataType.STRING), Field.of("day", DataType.STRING));

    /** Monday has prices 0..9 and 10..19 in two row groups, Tuesday 20..29 in one, Wednesday has no rows. */
    private static final FileSet FILES = Fixtures.ofFiles(
            "sales",
            ALL,
            List.of("day"),
            file("mon", group(0, 9), group(10, 19)),
            file("tue", group(20, 29)),
            file("wed"));

    private static DataFile file(String day, RowGroup... groups) {
        long rows = Stream.of(groups).mapToLong(RowGroup::rowCount).sum();
        return new DataFile(
                Path.of("sales/day=" + day + "/a.parquet"), 5_000, 1, rows, STORED, List.of(groups), List.of(day));
    }

    private static RowGroup group(long min, long max) {
        ColumnStats price = new ColumnStats(min, max, true, true, 0, 0, -1, 100, 120);
        ColumnStats name = new ColumnStats(null, null, false, false, 0, 0, -1, 900, 1_000);
        return new RowGroup(10, 1_000, Map.of("price", price, "name", name));
    }

    private static LogicalPlan.Scan scan(Expr filter) {
        return LogicalPlan.Scan.of(FILES).withFilter(Binder.of(ALL).bindCondition(filter, "filter"));
    }

    private static List<String> read(LogicalPlan.Scan scan) {
        return ScanPlanner.plan(scan).files().stream()
                .map(f -> String.valueOf(f.partitionValues().get(0)))
                .toList();
    }

    private static String report(LogicalPlan.Scan scan) {
        return ScanPlanner.plan(scan).report().toString();
    }

    @Test
    void readsEverythingButEmptyFilesWithoutAFilter() {
        LogicalPlan.Scan scan = LogicalPlan.Scan.of(FILES);
        assertEquals(List.of("mon", "tue"), read(scan));
        assertEquals("files 3 -> 2 (no rows: 1), row groups 3, rows 30, bytes 3,000", report(scan));
    }

    @Test
    void prunesFilesByPartitionValue() {
        LogicalPlan.Scan scan = scan(col("day").eq("tue"));
        assertEquals(List.of("tue"), read(scan));
        assertEquals(
                "files 3 -> 1 (partition day: 1, no rows: 1), row groups 3 -> 1, rows 30 -> 10, bytes 3,000 -> 1,000",
                report(scan));
    }

    @Test
    void prunesRowGroupsInsideFilesByStatistics() {
        LogicalPlan.Scan scan = scan(col("price").between(12, 14)).withColumns(List.of("day"));
        assertEquals(List.of("mon"), read(scan));
        assertEquals(
                "files 3 -> 1 (statistics price: 1 + 1 row groups, no rows: 1), row groups 3 -> 1, rows 30 -> 10,"
                        + " bytes 3,000 -> 100",
                report(scan));
    }

    @Test
    void keepsWhatItCannotJudge() {
        assertEquals(List.of("mon", "tue"), read(scan(col("name").eq("x"))));
    }

    @Test
    void prunesEverythingWhereNothingCanMatch() {
        LogicalPlan.Scan scan = scan(col("price").gt(100));
        assertEquals(List.of(), read(scan));
        assertEquals(
                "files 3 -> 0 (statistics price: 2, no rows: 1), row groups 3 -> 0, rows 30 -> 0, bytes 3,000 -> 0",
                report(scan));
    }

    @Test
    void takesTheFirstFilesThatHaveEnoughRowsForALimit() {
        LogicalPlan.Scan scan = LogicalPlan.Scan.of(FILES).withLimit(20);
        assertEquals(List.of("mon"), read(scan));
        assertEquals("files 3 -> 1 (limit: 2), row groups 3 -> 2, rows 30 -> 20, bytes 3,000 -> 2,000", report(scan));
        assertEquals(List.of("mon", "tue"), read(LogicalPlan.Scan.of(FILES).withLimit(21)));
        assertEquals(List.of(), read(LogicalPlan.Scan.of(FILES).withLimit(0)));
    }

    @Test
    void aLimitAboveAFilterCountsRowsOfRowGroupsThatAllMatch() {
        assertEquals(List.of("mon"), read(scan(col("price").ge(0)).withLimit(1)));
        assertEquals(List.of("mon"), read(scan(col("price").ge(10)).withLimit(10)));
        assertEquals(
                "files 3 -> 1 (statistics price: 0 + 1 row groups, limit: 2), row groups 3 -> 1, rows 30 -> 10,"
                        + " bytes 3,000 -> 1,000",
                report(scan(col("price").ge(10)).withLimit(10)));
        assertEquals(List.of("mon", "tue"), read(scan(col("price").ge(10)).withLimit(11)));
        assertEquals(List.of("mon", "tue"), read(scan(col("price").ge(1)).withLimit(11)));
        assertEquals(List.of("mon", "tue"), read(scan(col("name").ge("a")).withLimit(1)));
        assertEquals(List.of("mon", "tue"), read(scan(col("name").isNotNull()).withLimit(21)));
    }

    @Test
    void filesThatAreNotSelectedAreNotRead() {
        BitSet tuesday = new BitSet();
        tuesday.set(1);
        LogicalPlan.Scan scan = LogicalPlan.Scan.of(FILES).withSelection(FileSelection.of(tuesday, "statistics only"));
        assertEquals(List.of("tue"), read(scan));
        assertEquals(
                "files 3 -> 1 (statistics only: 2), row groups 3 -> 1, rows 30 -> 10, bytes 3,000 -> 1,000",
                report(scan));
    }

    @Test
    void filesAreReadInTheOrderOfTheSelection() {
        FileSelection backwards = FileSelection.inOrder(List.of(1, 0), "turned around");
        LogicalPlan.Scan scan = LogicalPlan.Scan.of(FILES).withSelection(backwards);
        assertEquals(List.of("tue", "mon"), read(scan));
        assertEquals(List.of("tue", "mon"), read(scan.withLimit(1)), "a limit does not count files in an order");
        assertEquals("files 3 -> 2 (turned around: 1), row groups 3, rows 30, bytes 3,000", report(scan));
        assertThrows(IllegalArgumentException.class, () -> FileSelection.inOrder(List.of(1, 1), "twice"));
    }
}
