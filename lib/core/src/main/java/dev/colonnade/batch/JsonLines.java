package dev.colonnade.batch;

import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;

/** JSON as {@link BatchWriter#jsonLines} describes. */
final class JsonLines implements BatchWriter {
    private final List<String> keys = new ArrayList<>();
    private final List<CellText> cells = new ArrayList<>();
    private final LineSink sink;

    JsonLines(Schema schema, Appendable out) {
        schema.fields().forEach(field -> {
            StringBuilder key = new StringBuilder();
            JsonText.appendString(key, field.name());
            keys.add(key.append(':').toString());
            cells.add(field.type().accept(JsonText.CELLS));
        });
        this.sink = new LineSink(out);
    }

    @Override
    public void write(Batch batch) {
        for (int row = 0; row < batch.rowCount(); row++) {
            appendRow(sink.line(), batch, row);
            sink.endLine();
        }
        sink.flush();
    }

    @Override
    public void finish() {
        sink.flush();
    }

    void appendRow(StringBuilder out, Batch batch, int row) {
        out.append('{');
        for (int i = 0; i < cells.size(); i++) {
            out.append(i == 0 ? "" : ",").append(keys.get(i));
            JsonText.appendValue(out, cells.get(i), batch.column(i), row);
        }
        out.append('}');
    }
}
