package dev.colonnade.batch;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The part of a table that is shown, as cut and escaped texts: what {@link TextTable} and {@link HtmlTable} lay out. */
final class ShownTable {
    private static final String NULL = "null";

    private final Table table;
    private final ShowOptions options;
    private final List<Row> rows = new ArrayList<>();
    private final int headRows;

    ShownTable(Table table, ShowOptions options) {
        this.table = table;
        this.options = options;
        long count = table.rowCount();
        boolean cut = count > options.maxRows();
        this.headRows = cut ? (options.maxRows() + 1) / 2 : (int) count;
        for (long i = 0; i < headRows; i++) {
            rows.add(table.row(i));
        }
        int tailRows = cut ? options.maxRows() - headRows : 0;
        for (long i = count - tailRows; i < count; i++) {
            rows.add(table.row(i));
        }
    }

    /** Rows shown. */
    int rowCount() {
        return rows.size();
    }

    /** Columns shown. */
    int columnCount() {
        return Math.min(options.maxColumns(), table.schema().size());
    }

    /** After how many shown rows others are left out; the number of shown rows if none are. */
    int gapAfter() {
        return rows.size() < table.rowCount() ? headRows : rows.size();
    }

    boolean hasGap() {
        return rows.size() < table.rowCount();
    }

    String name(int column) {
        return DisplayText.of(field(column).name(), options.cellWidth());
    }

    String type(int column) {
        return DisplayText.of(field(column).type().toString(), options.cellWidth());
    }

    boolean isNumeric(int column) {
        return field(column).type().isNumeric();
    }

    /** The shown texts of a column, null for null. */
    List<@Nullable String> texts(int column) {
        DataType type = field(column).type();
        CellText cell = type.accept(PlainText.CELLS);
        List<@Nullable String> texts = new ArrayList<>(rows.size());
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            text.setLength(0);
            texts.add(row.appendTo(text, column, cell) ? display(text, type) : null);
        }
        return texts;
    }

    /** A string that would look like no value is quoted. */
    private String display(StringBuilder text, DataType type) {
        boolean looksAbsent = type instanceof DataType.StringType && (text.isEmpty() || NULL.contentEquals(text));
        return looksAbsent ? "\"" + text + "\"" : DisplayText.of(text, options.cellWidth());
    }

    /** The size of the whole table, and how much of it is shown if it is cut. */
    String footer() {
        int columns = table.schema().size();
        String size = count(table.rowCount(), "row") + " x " + count(columns, "column");
        return columnCount() < columns ? size + " (the first " + columnCount() + " shown)" : size;
    }

    private static String count(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? noun : noun + "s");
    }

    private Field field(int column) {
        return table.schema().field(column);
    }
}
