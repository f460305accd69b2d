package dev.colonnade.batch;

import dev.colonnade.type.Schema;
import java.util.List;

/** Writes batches of one schema as text, so that a stream needs no collecting. */
public interface BatchWriter {
    /** Writes every row of {@code batch}. @throws dev.colonnade.error.ColonnadeException IO */
    void write(Batch batch);

    /** Writes what comes after the last batch. @throws dev.colonnade.error.ColonnadeException IO */
    void finish();

    /** Writes every row of every batch and finishes. @throws dev.colonnade.error.ColonnadeException IO */
    default void writeAll(List<Batch> batches) {
        batches.forEach(this::write);
        finish();
    }

    /** Writes what is left in {@code stream}, which is closed, and finishes. @throws dev.colonnade.error.ColonnadeException */
    default void writeAll(BatchStream stream) {
        stream.forEach((batch, index) -> write(batch));
        finish();
    }

    /** The text table of {@link Table#toText}, when finished; keeps only the rows that it shows. */
    static BatchWriter text(Schema schema, Appendable out, ShowOptions options) {
        return new TextPreview(schema, out, options);
    }

    /**
     * CSV: the header at once, then one line per row, each ended by {@code \n}. Fields are quoted as RFC 4180 says where they
     * hold a comma, a quote or a line break; null is empty and an empty string is {@code ""}; dates and times are ISO 8601,
     * binaries base64, nested values JSON.
     *
     * @throws dev.colonnade.error.ColonnadeException IO
     */
    static BatchWriter csv(Schema schema, Appendable out) {
        return new CsvLines(schema, out);
    }

    /**
     * JSON: one object a line with every column. Integers and decimals are plain numbers of any length; NaN and the infinities
     * are the strings {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"}; dates, times and intervals are ISO 8601 strings,
     * binaries base64 strings, maps objects.
     */
    static BatchWriter jsonLines(Schema schema, Appendable out) {
        return new JsonLines(schema, out);
    }
}
