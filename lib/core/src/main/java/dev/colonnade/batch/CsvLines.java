package dev.colonnade.batch;

import dev.colonnade.type.Schema;
import java.util.List;

/** CSV as {@link BatchWriter#csv} describes. */
final class CsvLines implements BatchWriter {
    private final List<CellText> cells;
    private final LineSink sink;

    CsvLines(Schema schema, Appendable out) {
        this.cells = schema.fields().stream()
                .map(f -> f.type().accept(PlainText.CELLS))
                .toList();
        this.sink = new LineSink(out);
        StringBuilder line = sink.line();
        for (int i = 0; i < schema.size(); i++) {
            startField(line, i == 0);
            int start = line.length();
            line.append(schema.field(i).name());
            quoteFrom(line, start);
        }
        sink.endLine();
        sink.flush();
    }

    @Override
    public void write(Batch batch) {
        StringBuilder line = sink.line();
        for (int row = 0; row < batch.rowCount(); row++) {
            for (int i = 0; i < cells.size(); i++) {
                startField(line, i == 0);
                ColumnVector vector = batch.column(i);
                if (!vector.isNull(row)) {
                    int start = line.length();
                    cells.get(i).append(line, vector, row);
                    quoteFrom(line, start);
                }
            }
            sink.endLine();
        }
        sink.flush();
    }

    @Override
    public void finish() {
        sink.flush();
    }

    private static void startField(StringBuilder line, boolean first) {
        if (!first) {
            line.append(',');
        }
    }

    private static void quoteFrom(StringBuilder line, int start) {
        boolean special = start == line.length();
        int quotes = 0;
        for (int i = start; i < line.length(); i++) {
            char c = line.charAt(i);
            special |= c == ',' || c == '"' || c == '\n' || c == '\r';
            quotes += c == '"' ? 1 : 0;
        }
        if (!special) {
            return;
        }
        if (quotes > 0) {
            String text = line.substring(start).replace("\"", "\"\"");
            line.setLength(start);
            line.append(text);
        }
        line.insert(start, '"').append('"');
    }
}
