package dev.colonnade.maintain;

import dev.colonnade.batch.Table;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import dev.colonnade.expr.SortKey;
import dev.colonnade.source.FileSet;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place of a row on the Z-order curve through some columns: the bits of the values' ranks, interleaved. A rank is the number of
 * boundaries that do not exceed the value; the boundaries part a sample of the column into equal shares. Nulls rank last.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Z-order_curve">Z-order curve</a>
 */
final class ZOrder {
    private static final int BITS = 8;
    private static final int MOST_COLUMNS = 4;
    private static final int SAMPLE = 65_536;

    private ZOrder() {}

    /** Sort keys that put rows on the curve, measured on the data. @throws PlanException for columns that cannot be ranked */
    static List<SortKey> of(Work work, FileSet dataset, List<String> columns) {
        require(dataset, columns);
        Table sampled = work.collect(work.sql(dataset, sampling(columns)));
        List<List<Object>> boundaries = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            boundaries.add(distinct(sampled.row(0).value(i)));
        }
        List<SortKey> keys = new ArrayList<>();
        keys.add(place(columns, boundaries).asc());
        columns.forEach(column -> keys.add(Exprs.col(column).asc()));
        return keys;
    }

    private static void require(FileSet dataset, List<String> columns) {
        if (columns.size() < 2
                || columns.size() > MOST_COLUMNS
                || columns.stream().distinct().count() < columns.size()) {
            throw new ColonnadeException(
                    ErrorCode.INVALID_ARGUMENT,
                    "Rows are clustered by two to four different columns, not by (" + String.join(", ", columns)
                            + "): sort by one.");
        }
        for (String column : columns) {
            Field field = dataset.schema().field(column);
            boolean key =
                    dataset.partitionFields().stream().anyMatch(f -> f.name().equals(column));
            boolean ranked = !field.type().isNested()
                    && !(field.type() instanceof DataType.IntervalType)
                    && !(field.type() instanceof DataType.NullType);
            if (key || !ranked) {
                throw new PlanException(
                        ErrorCode.TYPE_MISMATCH,
                        "Column '" + column + "' (" + field.type() + ") "
                                + (key ? "is a partition key, which all rows of a file share" : "has no order")
                                + ": cluster by other columns.");
            }
        }
    }

    /** The text of a query with one list of quantiles per column. */
    static String sampling(List<String> columns) {
        List<String> shares = new ArrayList<>();
        for (int i = 1; i < 1 << BITS; i++) {
            shares.add(Double.toString((double) i / (1 << BITS)));
        }
        List<String> names = columns.stream().map(ZOrder::quoted).toList();
        List<String> quantiles = names.stream()
                .map(name -> "quantile_disc(" + name + ", [" + String.join(", ", shares) + "])")
                .toList();
        List<String> named = new ArrayList<>();
        for (int i = 0; i < quantiles.size(); i++) {
            named.add(quantiles.get(i) + " AS q" + i);
        }
        return "SELECT " + String.join(", ", named) + " FROM (SELECT " + String.join(", ", names)
                + " FROM self USING SAMPLE reservoir(" + SAMPLE + " ROWS) REPEATABLE (1)) AS sampled";
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static List<Object> distinct(@Nullable Object quantiles) {
        List<Object> values = new ArrayList<>();
        if (quantiles instanceof List<?> list) {
            for (Object value : list) {
                if (value != null && (values.isEmpty() || Values.compare(values.get(values.size() - 1), value) < 0)) {
                    values.add(value);
                }
            }
        }
        return values;
    }

    /** The sum of the columns' spread ranks. */
    static Expr place(List<String> columns, List<List<Object>> boundaries) {
        Expr sum = Exprs.lit(0L);
        for (int i = 0; i < columns.size(); i++) {
            List<Object> sorted = boundaries.get(i);
            sum = sum.plus(rank(Exprs.col(columns.get(i)), sorted, 0, sorted.size(), columns.size(), i));
        }
        return sum;
    }

    /** A tree of comparisons for the ranks from {@code low} to {@code high}, whose leaves are spread already. */
    private static Expr rank(Expr value, List<Object> boundaries, int low, int high, int columns, int column) {
        if (low == high) {
            return Exprs.lit(spread(low, columns) << column);
        }
        int middle = (low + high) >>> 1;
        return Exprs.when(value.lt(Exprs.lit(boundaries.get(middle))))
                .then(rank(value, boundaries, low, middle, columns, column))
                .otherwise(rank(value, boundaries, middle + 1, high, columns, column));
    }

    /** The bits of a rank with room for those of other columns between them. */
    static long spread(int rank, int columns) {
        long bits = 0;
        for (int bit = 0; bit < BITS; bit++) {
            bits |= (long) (rank >> bit & 1) << (bit * columns);
        }
        return bits;
    }
}
