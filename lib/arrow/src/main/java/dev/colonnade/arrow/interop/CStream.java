package dev.colonnade.arrow.interop;

import dev.colonnade.batch.BatchStream;
import java.io.IOException;
import org.apache.arrow.c.ArrowArray;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.ArrowSchema;
import org.apache.arrow.memory.BufferAllocator;

/** A stream of the C data interface that was taken over. */
final class CStream implements AutoCloseable {
    private final ArrowArrayStream stream;

    private CStream(ArrowArrayStream stream) {
        this.stream = stream;
    }

    static BatchStream open(ArrowArrayStream source, BufferAllocator allocator) {
        ArrowArrayStream moved = ArrowArrayStream.allocateNew(allocator);
        moved.save(source.snapshot());
        source.markReleased();
        CStream stream = new CStream(moved);
        try {
            CArrays arrays = stream.arrays(allocator);
            return new OpenStream(arrays.schema(), () -> arrays.next(stream::fill), stream);
        } catch (RuntimeException e) {
            throw ArrowErrors.closing(stream, e);
        }
    }

    private CArrays arrays(BufferAllocator allocator) {
        try (ArrowSchema schema = ArrowSchema.allocateNew(allocator)) {
            stream.getSchema(schema);
            return CArrays.of(schema, allocator);
        } catch (IOException e) {
            throw ArrowErrors.failed(e);
        }
    }

    private void fill(ArrowArray array) {
        try {
            stream.getNext(array);
        } catch (IOException e) {
            throw ArrowErrors.failed(e);
        }
    }

    @Override
    public void close() {
        stream.release();
        stream.close();
    }
}
