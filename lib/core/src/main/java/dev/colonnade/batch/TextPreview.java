package dev.colonnade.batch;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.Schema;
import java.io.IOException;

/** A text table of a stream, written when the stream has ended; only the rows it shows are kept. */
final class TextPreview implements BatchWriter {
    private final ShownRows rows;
    private final ShowOptions options;
    private final Appendable out;

    TextPreview(Schema schema, Appendable out, ShowOptions options) {
        this.options = options.fittingLine();
        this.rows = new ShownRows(schema, this.options);
        this.out = out;
    }

    @Override
    public void write(Batch batch) {
        rows.add(batch);
    }

    @Override
    public void finish() {
        try {
            out.append(new TextTable(rows.shown(), options.width()).render());
        } catch (IOException e) {
            throw new ColonnadeException(ErrorCode.IO, "Cannot write rows: " + e.getMessage() + ".", e);
        }
    }
}
