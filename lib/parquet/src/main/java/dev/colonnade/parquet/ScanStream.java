package dev.colonnade.parquet;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.batch.Vectors;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.QueryException;
import dev.colonnade.scan.ScanTask;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FilesNow;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a scan's files, in file order: stored columns in the dataset's types, partition values, and nulls for columns that a
 * file lacks. Each file is compared with the snapshot before and after it is read.
 */
final class ScanStream implements BatchStream {
    private final ScanTask task;
    private final DecidedGroups groups;
    private final Running running;
    private final List<Field> partitions;
    private int next;
    private @Nullable FileStream current;

    ScanStream(ScanTask task, DecidedGroups groups, Running running) {
        this.task = task;
        this.groups = groups;
        this.running = running;
        this.partitions = task.scan().files().partitionFields();
    }

    @Override
    public Schema schema() {
        return task.scan().schema();
    }

    @Override
    public @Nullable Batch next() {
        while (true) {
            running.check();
            FileStream stream = current == null ? open() : current;
            if (stream == null) {
                return null;
            }
            current = stream;
            DataFile file = task.files().get(next - 1);
            Batch stored = batch(stream, file);
            if (stored != null) {
                running.read(stored.rowCount());
                return reconciled(stored, file);
            }
            FilesNow.requireKept(file);
            current = null;
        }
    }

    private static @Nullable Batch batch(FileStream stream, DataFile file) {
        try {
            return stream.next();
        } catch (ColonnadeException e) {
            FilesNow.requireInPlace(file);
            throw e;
        }
    }

    private @Nullable FileStream open() {
        while (next < task.files().size()) {
            int number = next++;
            int[] chosen = groups.byFile().get(number);
            if (chosen.length > 0) {
                DataFile file = task.files().get(number);
                FilesNow.requireInPlace(file);
                OpenFile open = open(file);
                List<String> names = schema().names().stream()
                        .filter(name -> partition(name) < 0 && open.schema().contains(name))
                        .toList();
                return new FileStream(open, open.schema().select(names), chosen, running.batchRows());
            }
        }
        return null;
    }

    private static OpenFile open(DataFile file) {
        try {
            return OpenFile.open(file.path(), KeySource.NONE);
        } catch (ColonnadeException e) {
            FilesNow.requireInPlace(file);
            throw e;
        }
    }

    private Batch reconciled(Batch stored, DataFile file) {
        List<ColumnVector> columns = new ArrayList<>();
        for (Field field : schema().fields()) {
            int partition = partition(field.name());
            if (partition >= 0) {
                columns.add(Vectors.of(
                        field.type(),
                        Collections.nCopies(
                                stored.rowCount(), file.partitionValues().get(partition))));
            } else if (stored.schema().contains(field.name())) {
                columns.add(widened(stored.column(field.name()), field, file));
            } else {
                columns.add(ColumnVector.ofNulls(field.type(), stored.rowCount()));
            }
        }
        return new Batch(schema(), stored.rowCount(), columns);
    }

    private static ColumnVector widened(ColumnVector values, Field field, DataFile file) {
        try {
            return Widener.widen(values, field.type());
        } catch (ColonnadeException e) {
            throw new QueryException(
                    e.code(), "[" + file.path() + "] Column '" + field.name() + "': " + e.getMessage(), e);
        }
    }

    /** The position among the partition fields, or -1. */
    private int partition(String name) {
        for (int i = 0; i < partitions.size(); i++) {
            if (partitions.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void close() {
        next = task.files().size();
        FileStream open = current;
        current = null;
        if (open != null) {
            open.close();
        }
    }
}
