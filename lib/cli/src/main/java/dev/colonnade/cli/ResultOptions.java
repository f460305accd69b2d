package dev.colonnade.cli;

import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.BatchWriter;
import dev.colonnade.batch.ShowOptions;
import dev.colonnade.batch.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine.Option;

/** The options of every command with a result of rows. */
final class ResultOptions {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table (the first and last rows), csv, json or arrow (every row); default: ${DEFAULT-VALUE}")
    private OutputFormat format = OutputFormat.TABLE;

    @Option(
            names = "--max-rows",
            paramLabel = "N",
            defaultValue = "40",
            description = "rows shown by the table format; default: ${DEFAULT-VALUE}")
    private int maxRows = 40;

    /** Writes the rows as they come and closes the stream. */
    void write(BatchStream stream, Terminal terminal) {
        try (stream) {
            BatchWriter writer = format.writer(
                    stream.schema(), terminal, ShowOptions.defaults().withMaxRows(maxRows));
            writer.writeAll(stream);
        }
        flush(terminal);
    }

    void write(Table table, Terminal terminal) {
        write(table, terminal, ShowOptions.defaults().withMaxRows(maxRows));
    }

    /** The table format cuts no value that fits into a line. */
    void writeUncut(Table table, Terminal terminal) {
        ShowOptions look = ShowOptions.defaults();
        write(table, terminal, look.withMaxRows(maxRows).withCellWidth(look.width()));
    }

    /** {@code look} is how the table format shows the rows. */
    void write(Table table, Terminal terminal, ShowOptions look) {
        format.writer(table.schema(), terminal, look).writeAll(table.batches());
        flush(terminal);
    }

    private static void flush(Terminal terminal) {
        try {
            terminal.out().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the result: " + e.getMessage() + ".", e);
        }
    }
}
