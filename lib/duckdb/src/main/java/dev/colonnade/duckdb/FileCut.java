package dev.colonnade.duckdb;

import java.util.List;

/**
 * Where files end, in rows.
 *
 * @param groupRows rows of a row group, a multiple of {@link #VECTOR}, of which the engine makes row groups
 * @param groups row groups of a file
 */
record FileCut(long groupRows, long groups) {
    static final int VECTOR = 2_048;

    /** How far over the wanted size a file may go so that none with the rest of a partition is left. */
    private static final double STRETCH = 1.2;

    /**
     * Parts each partition evenly, as far as one number of rows does that for all of them.
     *
     * @param partitions their rows
     * @param wanted rows of a file, 1 or more
     * @param mostGroupRows rows of a row group at most
     */
    static FileCut of(List<Long> partitions, double wanted, long mostGroupRows) {
        long rows = 0;
        for (long partition : partitions) {
            long even = ceilDiv(partition, files(partition, wanted));
            rows = even <= wanted * STRETCH ? Math.max(rows, even) : rows;
        }
        long perFile = rows == 0 ? (long) Math.max(1, wanted) : rows;
        long groups = ceilDiv(perFile, mostGroupRows);
        return new FileCut(ceilDiv(ceilDiv(perFile, groups), VECTOR) * VECTOR, groups);
    }

    private static long files(long partition, double wanted) {
        return Math.max(1, Math.round(partition / wanted));
    }

    private static long ceilDiv(long number, long by) {
        return Math.floorDiv(number + by - 1, by);
    }

    /** How many files a partition of that many rows is. */
    long files(long partition) {
        return ceilDiv(partition, groupRows * groups);
    }
}
