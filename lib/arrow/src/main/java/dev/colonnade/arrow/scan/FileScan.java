package dev.colonnade.arrow.scan;

import dev.colonnade.batch.Batch;
import dev.colonnade.cdata.ArrowArray;
import dev.colonnade.cdata.ArrowField;
import dev.colonnade.cdata.BatchReader;
import dev.colonnade.cdata.NativeOwner;
import dev.colonnade.cdata.NativeStruct;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.arrow.dataset.jni.JniWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one file, in their stored order. For one thread at a time, whose stack has {@link #STACK_BYTES}. It owns four
 * native objects and releases each once; batches outlive it.
 */
public final class FileScan implements AutoCloseable {
    /** Native code recurses over predicates and nested types. */
    public static final long STACK_BYTES = 4L << 20;

    private static final int PARQUET = 0;
    private static final int NO_FORMAT_OPTIONS = -1;

    private final Path file;
    private final ViewBudget views;
    private final JniWrapper jni = JniWrapper.get();
    private final Deque<Batch> ready = new ArrayDeque<>();
    private long factory;
    private long dataset;
    private long scanner;
    private final BatchReader reader;

    /**
     * Opens a file.
     *
     * @param columns columns that the file stores, with the types that its footer gives them
     * @param filter keeps rows, see {@link NativeFilter}; null keeps all
     * @param batchRows the most rows per batch
     * @param views says whether batches are views or copies
     * @throws dev.colonnade.error.QueryException if the file does not open, with its name
     */
    public FileScan(Path file, Schema columns, @Nullable NativeFilter filter, int batchRows, ViewBudget views) {
        this.file = file;
        this.views = views;
        try {
            factory = org.apache.arrow.dataset.file.JniWrapper.get()
                    .makeFileSystemDatasetFactoryWithFiles(
                            new String[] {file.toAbsolutePath().toUri().toString()}, PARQUET, null);
            byte[] message = jni.inspectSchema(factory);
            dataset = jni.createDataset(factory, message);
            ArrowField stored = SchemaMessage.read(message);
            ByteBuffer condition = filter == null ? null : filter.over(stored);
            String[] names = columns.names().toArray(String[]::new);
            scanner = jni.createScanner(
                    dataset, names, null, condition, batchRows, NO_FORMAT_OPTIONS, null, NativeLibrary.memoryPool());
            reader = new BatchReader(projected(stored, columns), columns, BatchReader.MAX_VAR_BYTES);
        } catch (RuntimeException e) {
            close();
            throw ScanErrors.failure(file, e);
        }
    }

    private static ArrowField projected(ArrowField stored, Schema columns) {
        List<ArrowField> fields = new ArrayList<>();
        for (Field column : columns.fields()) {
            ArrowField read = stored.children().stream()
                    .filter(field -> field.name().equals(column.name()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "the native library does not see its column '" + column.name() + "'"));
            fields.add(StatedTypes.of(read, column.type()));
        }
        return new ArrowField("+s", "", Map.of(), fields, null);
    }

    /** The next rows, or null after the last. @throws dev.colonnade.error.QueryException with the file's name */
    public @Nullable Batch next() {
        try {
            while (ready.isEmpty()) {
                if (!step()) {
                    return null;
                }
            }
            return ready.poll();
        } catch (RuntimeException e) {
            throw ScanErrors.failure(file, e);
        }
    }

    /** Whether there was another array. */
    private boolean step() {
        try (NativeStruct struct = new NativeStruct(ArrowArray.STRUCT_BYTES)) {
            if (!jni.nextRecordBatch(scanner, struct.address())) {
                return false;
            }
            if (views.hasRoom()) {
                keep(struct);
            } else {
                copy(struct);
            }
            return true;
        }
    }

    private void copy(NativeStruct struct) {
        try {
            ready.addAll(reader.read(ArrowArray.read(struct.address())));
        } finally {
            release(struct);
        }
    }

    /** Leaves the array to the batches that are made of it. */
    private void keep(NativeStruct struct) {
        NativeOwner owner = NativeOwner.of(() -> release(struct));
        ready.addAll(reader.read(ArrowArray.readOwned(struct.address(), owner)));
        Reference.reachabilityFence(owner);
    }

    private static void release(NativeStruct struct) {
        org.apache.arrow.c.jni.JniWrapper.get().releaseArray(struct.address());
    }

    /** Waits for what the native library reads ahead. Idempotent. */
    @Override
    public void close() {
        if (scanner != 0) {
            jni.closeScanner(scanner);
            scanner = 0;
        }
        if (dataset != 0) {
            jni.closeDataset(dataset);
            dataset = 0;
        }
        if (factory != 0) {
            jni.closeDatasetFactory(factory);
            factory = 0;
        }
    }
}
