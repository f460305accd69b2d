package dev.colonnade.cli;

import dev.colonnade.batch.BatchWriter;
import dev.colonnade.batch.ShowOptions;
import dev.colonnade.type.Schema;

/** How results are written. */
enum OutputFormat {
    /** An aligned text table of the first and last rows. */
    TABLE,
    /** Every row, with a header. */
    CSV,
    /** Every row, one object a line. */
    JSON;

    BatchWriter writer(Schema schema, Appendable out, ShowOptions look) {
        return switch (this) {
            case TABLE -> BatchWriter.text(schema, out, look);
            case CSV -> BatchWriter.csv(schema, out);
            case JSON -> BatchWriter.jsonLines(schema, out);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
