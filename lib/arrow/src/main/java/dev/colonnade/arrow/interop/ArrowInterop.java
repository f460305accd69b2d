package dev.colonnade.arrow.interop;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.Table;
import dev.colonnade.type.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.arrow.c.ArrowArray;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.ArrowSchema;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.util.VectorSchemaRootAppender;

/**
 * Tables, batches and streams to and from Arrow's Java library, the C data interface and Arrow IPC streams. (Arrow IPC files need
 * nothing of Arrow's: see {@link Table#writeIpc}.)
 *
 * <p><b>In</b>: batches are views of Arrow's buffers, which stay referenced until the garbage collector finds the batch
 * unreachable; nothing has to be closed, but an allocator whose buffers a batch shares cannot be closed before. Copied are only
 * 64-bit offsets, views, fixed-size lists, positions in dictionaries that are no int32, bytes that are bools, dates in
 * milliseconds, times and timestamps in seconds. <b>Out</b>: direct and mapped buffers are shared and must not be written,
 * buffers of the Java heap are copied into the allocator.
 *
 * <p>What moves memory fails with BACKEND_UNAVAILABLE if Java runs without {@code --add-opens=java.base/java.nio=ALL-UNNAMED}, and
 * what comes in with NOT_SUPPORTED, naming column and type, for unions, durations, intervals without nanoseconds, decimals of 256 bits,
 * run-end encoding and list views.
 */
public final class ArrowInterop {
    private ArrowInterop() {}

    /** The columns as an Arrow schema; a uuid has the extension {@code arrow.uuid}, an instant the zone UTC. */
    public static org.apache.arrow.vector.types.pojo.Schema toArrow(Schema schema) {
        return ArrowSchemas.of(schema, Set.of());
    }

    /** The columns of an Arrow schema without dictionaries. @throws dev.colonnade.error.ColonnadeException NOT_SUPPORTED */
    public static Schema fromArrow(org.apache.arrow.vector.types.pojo.Schema schema) {
        return new ArrowTypes(id -> null).schema(schema);
    }

    // --- vectors

    /** The rows of {@code batch}; dictionaries are written out. The caller closes the root. */
    public static VectorSchemaRoot toRoot(Batch batch, BufferAllocator allocator) {
        OpenNio.require();
        VectorSchemaRoot root = VectorSchemaRoot.create(toArrow(batch.schema()), allocator);
        try (ArrowRecordBatch layout = BufferExport.of(batch.schema(), batch, allocator)) {
            new VectorLoader(root).load(layout);
            return root;
        } catch (RuntimeException e) {
            root.close();
            throw e;
        }
    }

    /** All rows in one root: shared like {@link #toRoot(Batch, BufferAllocator)} if the table is one batch, else copied. */
    public static VectorSchemaRoot toRoot(Table table, BufferAllocator allocator) {
        OpenNio.require();
        List<Batch> batches = table.batches();
        if (batches.size() == 1) {
            return toRoot(batches.get(0), allocator);
        }
        VectorSchemaRoot root = VectorSchemaRoot.create(toArrow(table.schema()), allocator);
        try {
            root.allocateNew();
            root.setRowCount(0);
            for (Batch batch : batches) {
                try (VectorSchemaRoot part = toRoot(batch, allocator)) {
                    VectorSchemaRootAppender.append(false, root, part);
                }
            }
            return root;
        } catch (RuntimeException e) {
            root.close();
            throw e;
        }
    }

    /** The rows that {@code root} has now; it may be closed or loaded anew afterwards. None of its columns has a dictionary. */
    public static Batch fromRoot(VectorSchemaRoot root) {
        return fromRoot(root, new DictionaryProvider.MapDictionaryProvider());
    }

    /** {@link #fromRoot(VectorSchemaRoot)} for columns that are positions in the dictionaries of {@code dictionaries}. */
    public static Batch fromRoot(VectorSchemaRoot root, DictionaryProvider dictionaries) {
        OpenNio.require();
        FieldTree tree = new FieldTree(dictionaries);
        Schema schema = new ArrowTypes(tree::valuesOf).schema(root.getSchema());
        return batch(schema, root, tree);
    }

    private static Batch batch(Schema schema, VectorSchemaRoot root, FieldTree tree) {
        List<ArrowData> columns = new ArrayList<>();
        for (FieldVector vector : root.getFieldVectors()) {
            columns.add(tree.read(vector));
        }
        return VectorImport.batch(schema, root.getRowCount(), columns);
    }

    /** {@link #fromRoot(VectorSchemaRoot, DictionaryProvider)} on the Java heap, so that no buffer stays referenced. */
    public static Batch copyOf(VectorSchemaRoot root, DictionaryProvider dictionaries) {
        Batch shared = fromRoot(root, dictionaries);
        return shared.gather(IntStream.range(0, shared.rowCount()).toArray());
    }

    // --- readers

    /**
     * The batches of {@code stream} as they come; the reader closes it. A column whose first batch has a dictionary is
     * dictionary-encoded, and each batch may bring another dictionary.
     */
    public static ArrowReader reader(BatchStream stream, BufferAllocator allocator) {
        OpenNio.require();
        try {
            return new BatchReader(stream, allocator);
        } catch (RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    /** The batches of {@code reader} as they come; the stream closes it. Dictionaries are kept. */
    public static BatchStream fromReader(ArrowReader reader) {
        OpenNio.require();
        try {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            FieldTree tree = new FieldTree(reader);
            Schema schema = new ArrowTypes(tree::valuesOf).schema(root.getSchema());
            return new OpenStream(schema, () -> reader.loadNextBatch() ? batch(schema, root, tree) : null, reader);
        } catch (IOException e) {
            throw ArrowErrors.closing(reader, ArrowErrors.failed(e));
        } catch (RuntimeException e) {
            throw ArrowErrors.closing(reader, e);
        }
    }

    // --- the C data interface

    /** Fills the empty {@code array} and {@code schema} with the rows of {@code batch}; whoever imports them releases them. */
    public static void export(Batch batch, BufferAllocator allocator, ArrowArray array, ArrowSchema schema) {
        try (VectorSchemaRoot root = toRoot(batch, allocator)) {
            Data.exportVectorSchemaRoot(allocator, root, null, array, schema);
        }
    }

    /** Fills the empty {@code target} with {@code stream}, which is closed when whoever imports it releases it. */
    public static void export(BatchStream stream, BufferAllocator allocator, ArrowArrayStream target) {
        Data.exportArrayStream(allocator, reader(stream, allocator), target);
    }

    /**
     * Takes over the rows of {@code array}, a struct of columns described by {@code schema}; offsets of slices are minded. Both
     * are empty afterwards, and the array is released when the batch is garbage.
     *
     * @param allocator for the time of the call
     */
    public static Batch importBatch(ArrowArray array, ArrowSchema schema, BufferAllocator allocator) {
        OpenNio.require();
        CArrays arrays = CArrays.of(schema, allocator);
        return Objects.requireNonNull(arrays.next(target -> {
            target.save(array.snapshot());
            array.markReleased();
        }));
    }

    /**
     * Takes over {@code stream}, which is empty afterwards; offsets of slices are minded. Each array is released when its batch is
     * garbage, also after the stream is closed.
     *
     * @param allocator for as long as the stream is open
     * @throws dev.colonnade.error.ColonnadeException ENGINE with the producer's text, NOT_SUPPORTED
     */
    public static BatchStream importStream(ArrowArrayStream stream, BufferAllocator allocator) {
        OpenNio.require();
        return CStream.open(stream, allocator);
    }

    // --- IPC streams

    /** Writes what is left in {@code stream}, which is closed, in the IPC stream format; {@code out} is left open. */
    public static void writeStream(BatchStream stream, BufferAllocator allocator, WritableByteChannel out) {
        try (ArrowReader reader = reader(stream, allocator);
                ArrowStreamWriter writer = new ArrowStreamWriter(reader.getVectorSchemaRoot(), reader, out)) {
            writer.start();
            while (reader.loadNextBatch()) {
                writer.writeBatch();
            }
            writer.end();
        } catch (IOException e) {
            throw ArrowErrors.io(e);
        }
    }

    /** The batches of an IPC stream as they come; closing the stream closes {@code in}. */
    public static BatchStream readStream(InputStream in, BufferAllocator allocator) {
        OpenNio.require();
        return fromReader(new ArrowStreamReader(in, allocator));
    }
}
