package dev.colonnade.batch;

import dev.colonnade.type.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Keeps of a result, batch by batch, the rows that {@link ShowOptions} show: the first and the last. */
final class ShownRows {
    private final Schema schema;
    private final ShowOptions options;
    private final List<Row> first = new ArrayList<>();
    private final Deque<Row> last = new ArrayDeque<>();
    private long total;

    ShownRows(Schema schema, ShowOptions options) {
        this.schema = schema;
        this.options = options;
    }

    static ShownTable of(Table table, ShowOptions options) {
        ShownRows rows = new ShownRows(table.schema(), options);
        table.batches().forEach(rows::add);
        return rows.shown();
    }

    void add(Batch batch) {
        int fit = Math.min(batch.rowCount(), options.maxRows() - first.size());
        for (int i = 0; i < fit; i++) {
            first.add(new Row(schema, batch, i, total + i));
        }
        for (int i = Math.max(0, batch.rowCount() - tailRows()); i < batch.rowCount(); i++) {
            last.addLast(new Row(schema, batch, i, total + i));
            if (last.size() > tailRows()) {
                last.removeFirst();
            }
        }
        total += batch.rowCount();
    }

    private int tailRows() {
        return options.maxRows() / 2;
    }

    ShownTable shown() {
        if (total <= options.maxRows()) {
            return new ShownTable(schema, first, first.size(), total, options);
        }
        int head = options.maxRows() - tailRows();
        List<Row> rows = new ArrayList<>(first.subList(0, head));
        rows.addAll(last);
        return new ShownTable(schema, rows, head, total, options);
    }
}
