package dev.colonnade.cli;

import dev.colonnade.batch.BatchWriter;
import dev.colonnade.batch.ShowOptions;
import dev.colonnade.type.Schema;
import java.nio.channels.Channels;

/** How results are written. */
enum OutputFormat {
    /** An aligned text table of the first and last rows. */
    TABLE,
    /** Every row, with a header. */
    CSV,
    /** Every row, one object a line. */
    JSON,
    /** Every row, as the bytes of an Arrow IPC file. */
    ARROW;

    /** @throws UsageException where somebody would have to read bytes */
    BatchWriter writer(Schema schema, Terminal terminal, ShowOptions look) {
        return switch (this) {
            case TABLE -> BatchWriter.text(schema, terminal.out(), look);
            case CSV -> BatchWriter.csv(schema, terminal.out());
            case JSON -> BatchWriter.jsonLines(schema, terminal.out());
            case ARROW -> {
                if (terminal.interactive()) {
                    throw new UsageException("--format arrow writes bytes, not text: send it to a file or a pipe.");
                }
                yield BatchWriter.arrow(schema, Channels.newChannel(terminal.bytes()));
            }
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
