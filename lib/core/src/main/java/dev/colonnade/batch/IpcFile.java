package dev.colonnade.batch;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.Schema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * An Arrow IPC file: its schema, its key-value metadata and its batches, whose vectors are views of the file's bytes.
 *
 * <p>Everything that says where something lies is checked before it is used: what a file claims about itself here, what the
 * offsets of strings and lists and the positions in dictionaries claim by the vectors, at each access. A damaged file is a
 * {@link ColonnadeException} with the code CORRUPT_FILE (or TRUNCATED_FILE, UNSUPPORTED_FILE), or reads as other values; for
 * certainty about values keep a checksum. Refused as UNSUPPORTED_FILE: compressed batches, big-endian files, delta
 * dictionaries, and types without a {@link dev.colonnade.type.DataType} (large and view types, unions, durations, dates in
 * milliseconds, times in seconds, decimals of other widths). A timestamp with any zone is an instant, shown in UTC.
 */
public final class IpcFile {
    private final IpcSchema schema;
    private final List<Batch> batches;

    private IpcFile(IpcSchema schema, List<Batch> batches) {
        this.schema = schema;
        this.batches = batches;
    }

    /**
     * Maps the file into memory, read-only. Nothing is closed: the mapping goes when the last vector is collected. The file
     * must not be changed meanwhile; replacing it by a rename is harmless.
     *
     * @throws dev.colonnade.error.DatasetException PATH_NOT_FOUND, NOT_READABLE, CORRUPT_FILE, TRUNCATED_FILE or
     *     UNSUPPORTED_FILE
     */
    public static IpcFile map(Path file) {
        IpcErrors errors = new IpcErrors(file.toString());
        try {
            if (Files.isDirectory(file)) {
                throw errors.of(ErrorCode.NOT_READABLE, "Is a directory, not a file.", null);
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                return of(IpcBytes.map(channel, errors), errors);
            }
        } catch (NoSuchFileException e) {
            throw errors.of(ErrorCode.PATH_NOT_FOUND, "Does not exist.", e);
        } catch (IOException e) {
            throw errors.of(ErrorCode.NOT_READABLE, "Cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /**
     * The file whose bytes lie between the position and the limit of {@code bytes}, in place.
     *
     * @throws dev.colonnade.error.DatasetException CORRUPT_FILE, TRUNCATED_FILE or UNSUPPORTED_FILE
     */
    public static IpcFile of(ByteBuffer bytes) {
        IpcErrors errors = new IpcErrors("Arrow data in memory");
        return of(IpcBytes.of(bytes, errors), errors);
    }

    static IpcFile of(IpcBytes bytes, IpcErrors errors) {
        IpcReader reader = new IpcReader(bytes, errors);
        return new IpcFile(reader.schema(), reader.batches());
    }

    public Schema schema() {
        return schema.schema();
    }

    /** The key-value pairs of the schema, in stored order; unmodifiable. */
    public Map<String, String> metadata() {
        return schema.metadata();
    }

    /** Every batch of the file in order, empty ones too. */
    public List<Batch> batches() {
        return batches;
    }

    /** All rows, still views of the file. */
    public Table table() {
        return Table.of(schema(), batches);
    }
}
