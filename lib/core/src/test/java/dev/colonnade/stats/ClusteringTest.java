package dev.colonnade.stats;

import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.error.PlanException;
import dev.colonnade.source.ColumnStats;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.Fixtures;
import dev.colonnade.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClusteringTest {
    private static FileSet files(DataType type, ColumnStats... parts) {
        List<DataFile> files = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            files.add(Parts.file("f" + i + ".parquet", Parts.schema(type), Parts.group(10, parts[i])));
        }
        return Fixtures.ofFiles("d", Parts.schema(type), List.of(), files.toArray(DataFile[]::new));
    }

    private static Clustering of(ColumnStats... parts) {
        return Clustering.of(files(DataType.INT64, parts), "x");
    }

    private static ColumnStats range(long min, long max) {
        return Parts.exact(min, max);
    }

    @Test
    void sortedFiles() {
        Clustering sorted = of(range(1, 3), range(4, 8), range(9, 9), range(10, 20));
        assertEquals(new RangeOverlap(4, 0, 0, 1, 0, 1, 1, 1, 0), sorted.files());
        assertEquals(sorted.files(), sorted.rowGroups());
        assertEquals(
                "Sorted ascending: a look-up by 'x' opens 1.0 of 4 files on average and 1 at most.", sorted.verdict());
        assertEquals(
                "Sorted descending: a look-up by 'x' opens 1.5 of 2 files on average and 2 at most.",
                of(range(5, 9), range(1, 5)).verdict());
    }

    @Test
    void filesThatHoldEverything() {
        Clustering mixed = of(range(0, 100), range(1, 99), range(0, 98));
        assertEquals(3, mixed.files().overlapping());
        assertEquals(1.0, mixed.files().overlappingShare());
        assertEquals(3, mixed.files().maxDepth());
        assertEquals("Not clustered: a look-up by 'x' opens 2.2 of 3 files on average and 3 at most.", mixed.verdict());
        assertEquals(
                "Constant: a look-up by 'x' opens 3.0 of 3 files on average and 3 at most.",
                of(range(7, 7), range(7, 7), range(7, 7)).verdict());
    }

    @Test
    void filesWithoutBoundsAreOpenedByEveryLookUp() {
        Clustering some = of(
                range(1, 2),
                Parts.stats(null, null, false, 0, 0),
                range(3, 4),
                Parts.stats(null, null, false, 10, 0),
                Parts.stats(1L, null, false, -1, 0));
        assertEquals(new RangeOverlap(2, 2, 1, 0, 0, 3, 3, 1, 0), some.files());
        assertEquals(
                "Unknown: no footer states bounds of 'x', so no look-up by it skips any of the files.",
                of(Parts.stats(null, null, false, -1, 0)).verdict());
        assertEquals(
                "Empty: 'x' has no values.",
                of(Parts.stats(null, null, false, 10, 0)).verdict());
    }

    @Test
    void rowGroupsDecideForOneFile() {
        DataFile file = Parts.file(
                "f.parquet",
                Parts.schema(DataType.INT64),
                Parts.group(5, range(1, 10)),
                Parts.group(5, range(11, 20)),
                Parts.group(5, range(21, 30)));
        Clustering one = Clustering.of(Fixtures.ofFiles("d", Parts.schema(DataType.INT64), List.of(), file), "x");
        assertEquals(1, one.files().ranges());
        assertEquals(3, one.rowGroups().ranges());
        assertEquals(
                "Sorted ascending: a look-up by 'x' opens 1.0 of 3 row groups on average and 1 at most.",
                one.verdict());
    }

    @Test
    void aFloatThatMayHoldNanIsNotConstant() {
        ColumnStats maybe = Parts.stats(1.0, 1.0, true, 0, -1);
        ColumnStats surely = Parts.stats(1.0, 1.0, true, 0, 0);
        assertEquals(
                1,
                Clustering.of(files(DataType.FLOAT64, maybe, surely), "x")
                        .files()
                        .constant());
    }

    @Test
    void sweepAgreesWithCounting() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            int count = 1 + random.nextInt(30);
            long[][] ranges = new long[count][];
            ColumnStats[] stats = new ColumnStats[count];
            for (int i = 0; i < count; i++) {
                long min = random.nextInt(40);
                ranges[i] = new long[] {min, min + random.nextInt(12)};
                stats[i] = range(ranges[i][0], ranges[i][1]);
            }
            RangeOverlap swept = of(stats).files();
            assertEquals(counted(ranges), swept, "reproduce with -Dtest.seed=" + SEED);
        }
    }

    private static RangeOverlap counted(long[][] ranges) {
        int n = ranges.length;
        long depths = 0;
        long max = 0;
        long overlapping = 0;
        long constant = 0;
        int ascending = 0;
        int descending = 0;
        for (int i = 0; i < n; i++) {
            boolean meets = false;
            for (int j = 0; j < n; j++) {
                depths += holds(ranges[j], ranges[i][0]) + holds(ranges[j], ranges[i][1]);
                meets |= j != i && ranges[j][0] <= ranges[i][1] && ranges[i][0] <= ranges[j][1];
            }
            overlapping += meets ? 1 : 0;
            constant += ranges[i][0] == ranges[i][1] ? 1 : 0;
            ascending += i > 0 && ranges[i - 1][1] <= ranges[i][0] ? 1 : 0;
            descending += i > 0 && ranges[i - 1][0] >= ranges[i][1] ? 1 : 0;
        }
        for (long value = 0; value < 60; value++) {
            long depth = 0;
            for (long[] range : ranges) {
                depth += holds(range, value);
            }
            max = Math.max(max, depth);
        }
        return new RangeOverlap(
                n,
                0,
                0,
                constant,
                overlapping,
                depths / (2.0 * n),
                max,
                n == 1 ? 1 : ascending / (n - 1.0),
                n == 1 ? 1 : descending / (n - 1.0));
    }

    private static long holds(long[] range, long value) {
        return range[0] <= value && value <= range[1] ? 1 : 0;
    }

    @Test
    void reportsAreShown() {
        Clustering sorted = of(range(1, 3), range(2, 8));
        assertEquals(
                """
                Clustering

                fact     value
                string   string
                ───────  ─────────────────────────────────────────────────────────────────────────────────
                column   x
                type     int64
                verdict  Partly clustered: a look-up by 'x' opens 1.5 of 2 files on average and 2 at most.
                3 rows x 2 columns

                ranges

                ranges             files   row_groups
                string             string  string
                ─────────────────  ──────  ──────────
                ranges             2       2
                without bounds     0       0
                only nulls         0       0
                constant           0       0
                overlapping        2       2
                overlapping share  1.00    1.00
                average depth      1.50    1.50
                max depth          2       2
                ascending share    0.00    0.00
                descending share   0.00    0.00
                10 rows x 3 columns
                """,
                sorted.toString());
        String level = "{\"ranges\":2,\"without_bounds\":0,\"only_nulls\":0,\"constant\":0,\"overlapping\":2,"
                + "\"overlapping_share\":1.0,\"average_depth\":1.5,\"max_depth\":2,\"ascending_share\":0.0,"
                + "\"descending_share\":0.0}";
        assertEquals(
                "{\"column\":\"x\",\"type\":\"int64\",\"verdict\":\"Partly clustered: a look-up by 'x' opens 1.5 of 2"
                        + " files on average and 2 at most.\",\"files\":" + level + ",\"row_groups\":" + level + "}\n",
                sorted.toJson());
    }

    @Test
    void unknownColumnsAreNamed() {
        assertEquals(
                "No column 'y' in (x).",
                assertThrows(PlanException.class, () -> Clustering.of(files(DataType.INT64, range(1, 2)), "y"))
                        .getMessage());
    }
}
