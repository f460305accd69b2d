package dev.colonnade.batch;

import dev.colonnade.type.Schema;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Map;

/** Writes batches of one schema as text or bytes, so that a stream needs no collecting. */
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

    /** {@link #arrow(Schema, Map, WritableByteChannel)} without metadata. */
    static BatchWriter arrow(Schema schema, WritableByteChannel out) {
        return arrow(schema, Map.of(), out);
    }

    /**
     * An Arrow IPC file: the schema at once, then each batch as it comes, and the footer when finished. Nothing is sought, so
     * {@code out} may be a pipe; it is neither forced nor closed. Each buffer begins at a multiple of 64 bytes, nothing is
     * compressed, dictionaries are written out and empty batches are kept. A uuid has the extension {@code arrow.uuid}, an
     * instant the zone UTC, and the key of a map is never null. {@link IpcFile} reads it.
     *
     * <p>{@code write} throws {@link IllegalArgumentException} for a batch with other types than the schema, and
     * CORRUPT_FILE for vectors whose offsets do not fit what they point to.
     *
     * @param metadata key-value pairs that the schema carries, in the map's order
     * @throws dev.colonnade.error.ColonnadeException IO
     */
    static BatchWriter arrow(Schema schema, Map<String, String> metadata, WritableByteChannel out) {
        return new IpcWriter(schema, metadata, out);
    }
}
