package dev.colonnade.stats;

import dev.colonnade.batch.ShowOptions;
import dev.colonnade.batch.Table;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A report before it is laid out: facts, which have a key, a value and a text, and tables. */
public final class Content {
    private static final Schema FACTS =
            Schema.of(Field.required("fact", DataType.STRING), Field.required("value", DataType.STRING));
    static final DataType COUNTS =
            DataType.map(Field.required("key", DataType.STRING), Field.required("value", DataType.INT64));

    private final String title;
    private final List<Field> keys = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();
    private final List<List<Object>> facts = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();

    private record Section(String heading, Table table) {}

    /** @param title and keys are words of this library, never of data, since they are not escaped */
    public Content(String title) {
        this.title = title;
    }

    /** A fact whose text is not that of its value. */
    public Content fact(String key, DataType type, @Nullable Object value, String text) {
        json(key, type, value);
        facts.add(List.of(words(key), text));
        return this;
    }

    /** Only for programs. */
    public Content json(String key, DataType type, @Nullable Object value) {
        keys.add(Field.of(key, type));
        values.add(value);
        return this;
    }

    Content value(String key, DataType type, @Nullable Object value) {
        return fact(key, type, value, text(type, value));
    }

    public Content text(String key, String value) {
        return fact(key, DataType.STRING, value, value);
    }

    public Content flag(String key, boolean value) {
        return fact(key, DataType.BOOL, value, value ? "yes" : "no");
    }

    public Content count(String key, long value) {
        return fact(key, DataType.INT64, value, grouped(value));
    }

    public Content number(String key, double value) {
        return fact(key, DataType.FLOAT64, value, decimal(value));
    }

    /** How often each name occurs. */
    Content counts(String key, Map<String, Long> counts) {
        return fact(key, COUNTS, counts, counted(counts));
    }

    Content distribution(String key, Distribution parts) {
        return fact(key, Distribution.TYPE, parts.toMap(), parts.toString());
    }

    /** A table of its own, a list of objects in JSON. */
    public Content table(String key, Table table) {
        DataType row = DataType.struct(table.schema().fields());
        return json(key, DataType.list(Field.required("element", row)), table.toMaps())
                .shown(key, table);
    }

    /** A table only for people. */
    public Content shown(String key, Table table) {
        sections.add(new Section(words(key), table));
        return this;
    }

    public String toText() {
        StringBuilder out = new StringBuilder(title).append("\n\n").append(show(factTable()));
        for (Section section : sections) {
            out.append('\n').append(section.heading).append("\n\n").append(show(section.table));
        }
        return out.toString();
    }

    public String toHtml() {
        StringBuilder out = new StringBuilder("<div>\n<h3>").append(title).append("</h3>\n");
        out.append(factTable().toHtml(whole(factTable())));
        for (Section section : sections) {
            out.append("<h4>").append(section.heading).append("</h4>\n");
            out.append(section.table.toHtml(whole(section.table)));
        }
        return out.append("</div>\n").toString();
    }

    public String toJson() {
        return Table.ofRows(Schema.of(keys), List.of(values)).toJson();
    }

    private Table factTable() {
        return Table.ofRows(FACTS, facts);
    }

    private static String show(Table table) {
        return table.rowCount() == 0 ? "none\n" : table.toText(whole(table));
    }

    private static ShowOptions whole(Table table) {
        return ShowOptions.defaults().withMaxRows((int) table.rowCount()).withCellWidth(100);
    }

    static String text(DataType type, @Nullable Object value) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(value);
        String text = Table.ofRows(Schema.of(Field.of("value", type)), List.of(row))
                .row(0)
                .text(0);
        return text == null ? "unknown" : text;
    }

    static String counted(Map<String, Long> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + grouped(entry.getValue()))
                        .collect(Collectors.joining(", "));
    }

    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 file}, {@code 2 files}. */
    public static String plural(long number, String noun) {
        return grouped(number) + " " + (number == 1 ? noun : noun + "s");
    }

    public static String decimal(double number) {
        return String.format(Locale.ROOT, "%,.2f", number);
    }

    private static String words(String key) {
        return key.replace('_', ' ');
    }
}
