package dev.colonnade.maintain;

import dev.colonnade.source.ColumnChunk;
import dev.colonnade.source.ColumnStats;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.RowGroup;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The order of files by a column whose ranges do not overlap.
 *
 * @param column its name
 * @param files their positions, ascending by the column
 */
record RangeOrder(String column, List<Integer> files) {
    /** What one file holds of a column. */
    private record Range(int file, Object min, Object max) {}

    /**
     * By the column that parts the most neighbours, the first in the schema if several do; empty if the files overlap by every column.
     *
     * @param positions at least one
     */
    static Optional<RangeOrder> of(FileSet dataset, List<Integer> positions) {
        RangeOrder best = null;
        int most = 0;
        for (Field field : dataset.schema().fields()) {
            List<Range> ranges = ranges(dataset, positions, field);
            int parted = parted(ranges);
            if (parted > most) {
                most = parted;
                best = new RangeOrder(
                        field.name(), ranges.stream().map(Range::file).toList());
            }
        }
        return Optional.ofNullable(best);
    }

    /** The files in that order if there is one, else as they are. */
    static List<Integer> sequence(FileSet dataset, List<Integer> positions) {
        return of(dataset, positions).map(RangeOrder::files).orElse(positions);
    }

    /** Ascending; none if a file has no bounds that are proved. */
    private static List<Range> ranges(FileSet dataset, List<Integer> positions, Field field) {
        boolean ordered = !field.type().isNested() && !(field.type() instanceof DataType.IntervalType);
        List<Range> ranges = new ArrayList<>();
        for (int position : ordered ? positions : List.<Integer>of()) {
            Range range = range(position, dataset.files().get(position), field);
            if (range == null) {
                return List.of();
            }
            ranges.add(range);
        }
        ranges.sort(Comparator.comparing(Range::min, Values.ORDER).thenComparing(Range::max, Values.ORDER));
        return ranges;
    }

    private static @Nullable Range range(int position, DataFile file, Field field) {
        boolean same = file.schema()
                .find(field.name())
                .filter(stored -> stored.type().equals(field.type()))
                .isPresent();
        Object min = null;
        Object max = null;
        for (RowGroup group : same ? file.rowGroups() : List.<RowGroup>of()) {
            Optional<ColumnStats> stats = group.chunk(List.of(field.name())).map(ColumnChunk::stats);
            Object low = stats.map(ColumnStats::min).orElse(null);
            Object high = stats.map(ColumnStats::max).orElse(null);
            boolean nan = field.type() instanceof DataType.FloatType
                    && stats.map(ColumnStats::nanCount).orElse(-1L) != 0;
            if (low == null || high == null || nan) {
                return null;
            }
            min = min == null || Values.compare(low, min) < 0 ? low : min;
            max = max == null || Values.compare(high, max) > 0 ? high : max;
        }
        return min == null || max == null ? null : new Range(position, min, max);
    }

    /** How many neighbours have a gap between them; -1 if some overlap by more than one value. */
    private static int parted(List<Range> ranges) {
        int parted = 0;
        for (int i = 1; i < ranges.size(); i++) {
            int order = Values.compare(ranges.get(i - 1).max(), ranges.get(i).min());
            if (order > 0) {
                return -1;
            }
            parted += order < 0 ? 1 : 0;
        }
        return parted;
    }
}
