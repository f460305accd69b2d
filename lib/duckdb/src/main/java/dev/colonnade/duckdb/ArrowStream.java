package dev.colonnade.duckdb;

import dev.colonnade.cdata.ArrowArray;
import dev.colonnade.cdata.ArrowField;
import dev.colonnade.cdata.NativeStruct;
import java.util.function.Function;
import org.apache.arrow.c.jni.CDataJniException;
import org.apache.arrow.c.jni.JniLoader;
import org.apache.arrow.c.jni.JniWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The owner of one C stream of arrays. It releases the stream once, and every array it was given once, whether reading
 * succeeds or fails. For one thread at a time.
 */
final class ArrowStream implements AutoCloseable {
    private final JniWrapper jni;
    private final long stream;
    private final ArrowField schema;
    private boolean closed;

    /**
     * Takes over the {@code struct ArrowArrayStream} at {@code stream}.
     *
     * @throws dev.colonnade.error.QueryException if the stream gives no schema; the stream is released then
     */
    ArrowStream(long stream) {
        JniLoader.get().ensureLoaded();
        this.jni = JniWrapper.get();
        this.stream = stream;
        try {
            this.schema = readSchema();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The struct of all columns. */
    ArrowField schema() {
        return schema;
    }

    /**
     * What {@code read} makes of the next array of all columns, or null after the last array. The array is released
     * when {@code read} returns.
     *
     * @throws dev.colonnade.error.QueryException if the engine fails, with its text
     */
    <T> @Nullable T next(Function<ArrowArray, T> read) {
        try (NativeStruct array = new NativeStruct(ArrowArray.STRUCT_BYTES)) {
            jni.getNextArrayStream(stream, array.address());
            if (ArrowArray.isReleased(array.memory())) {
                return null;
            }
            try {
                return read.apply(ArrowArray.read(array.address()));
            } finally {
                jni.releaseArray(array.address());
            }
        } catch (CDataJniException e) {
            throw EngineErrors.failure(e);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            jni.releaseArrayStream(stream);
        }
    }

    private ArrowField readSchema() {
        try (NativeStruct struct = new NativeStruct(ArrowField.STRUCT_BYTES)) {
            jni.getSchemaArrayStream(stream, struct.address());
            try {
                return ArrowField.read(struct.address());
            } finally {
                jni.releaseSchema(struct.address());
            }
        } catch (CDataJniException e) {
            throw EngineErrors.failure(e);
        }
    }
}
