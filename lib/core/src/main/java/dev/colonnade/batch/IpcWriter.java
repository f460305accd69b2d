package dev.colonnade.batch;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Schema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes an Arrow IPC file, as {@link BatchWriter#arrow} describes: the magic bytes, the messages of an IPC stream (schema,
 * one record batch per batch, end), the footer with the schema and the place of each batch, its length, the magic bytes.
 */
final class IpcWriter implements BatchWriter {
    /** The prefix of a message: the continuation and the length of the metadata. */
    private static final int PREFIX = 2 * Integer.BYTES;

    private final Schema schema;
    private final Map<String, String> metadata;
    private final IpcSink sink;
    private final List<IpcMessages.Extent> batches = new ArrayList<>();
    private boolean finished;

    IpcWriter(Schema schema, Map<String, String> metadata, WritableByteChannel out) {
        this.schema = schema;
        this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        this.sink = new IpcSink(out);
        sink.put(magic());
        sink.align(Long.BYTES);
        putMessage(IpcMessages.schema(schema, this.metadata));
        sink.flush();
    }

    @Override
    public void write(Batch batch) {
        if (finished) {
            throw new IllegalStateException("The file is finished: nothing can be added.");
        }
        refuseOtherTypes(batch);
        IpcBody body = new IpcBody(schema, batch);
        long offset = sink.position();
        int length = putMessage(IpcMessages.recordBatch(batch.rowCount(), body));
        batches.add(new IpcMessages.Extent(offset, length, body.length()));
        body.writeTo(sink);
        sink.flush();
    }

    @Override
    public void finish() {
        if (finished) {
            return;
        }
        finished = true;
        putInts(IpcMessages.CONTINUATION, 0);
        ByteBuffer footer = IpcMessages.footer(schema, metadata, batches);
        int length = footer.remaining();
        sink.put(footer);
        putInts(length);
        sink.put(magic());
        sink.flush();
    }

    private void refuseOtherTypes(Batch batch) {
        if (batch.columns().size() != schema.size()) {
            throw new IllegalArgumentException("A file of " + schema.size() + " columns got a batch of "
                    + batch.columns().size() + ".");
        }
        for (int i = 0; i < schema.size(); i++) {
            DataType type = batch.column(i).type();
            if (!type.equals(schema.field(i).type())) {
                throw new IllegalArgumentException("Column '" + schema.field(i).name() + "' is "
                        + schema.field(i).type() + " and got a vector of " + type + ".");
            }
        }
    }

    /** Puts a message so that its body begins at a multiple of {@link IpcBody#ALIGNMENT}; returns its length with prefix. */
    private int putMessage(ByteBuffer message) {
        long end = sink.position() + PREFIX + message.remaining();
        int padding = (int) Math.floorMod(-end, (long) IpcBody.ALIGNMENT);
        putInts(IpcMessages.CONTINUATION, message.remaining() + padding);
        int length = PREFIX + message.remaining() + padding;
        sink.put(message);
        sink.putZeros(padding);
        return length;
    }

    private void putInts(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putInt(value);
        }
        sink.put(bytes.flip());
    }

    private static ByteBuffer magic() {
        return ByteBuffer.wrap(IpcMessages.MAGIC.getBytes(StandardCharsets.US_ASCII));
    }
}
