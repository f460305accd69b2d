package dev.colonnade.batch;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The part of a table that is shown, as cut and escaped texts: what {@link TextTable} and {@link HtmlTable} lay out. */
final class ShownTable {
    private static final String NULL = "null";

    private final Schema schema;
    private final List<Row> rows;
    private final int headRows;
    private final long totalRows;
    private final ShowOptions options;

    /** @param headRows how many of {@code rows} come before those that are left out, if {@code totalRows} are more */
    ShownTable(Schema schema, List<Row> rows, int headRows, long totalRows, ShowOptions options) {
        this.schema = schema;
        this.rows = rows;
        this.headRows = headRows;
        this.totalRows = totalRows;
        this.options = options;
    }

    /** Rows shown. */
    int rowCount() {
        return rows.size();
    }

    /** Columns shown. */
    int columnCount() {
        return Math.min(options.maxColumns(), schema.size());
    }

    /** After how many shown rows others are left out. */
    int gapAfter() {
        return headRows;
    }

    boolean hasGap() {
        return rows.size() < totalRows;
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
        int columns = schema.size();
        String size = count(totalRows, "row") + " x " + count(columns, "column");
        return columnCount() < columns ? size + " (the first " + columnCount() + " shown)" : size;
    }

    private static String count(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? noun : noun + "s");
    }

    private Field field(int column) {
        return schema.field(column);
    }
}
