package dev.colonnade;

import dev.colonnade.expr.Expr;
import dev.colonnade.write.DatasetChange;
import dev.colonnade.write.ExpectedVersion;
import dev.colonnade.write.MergeOptions;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Changes of several datasets that happen together or not at all: see {@link Session#transaction}. Nothing runs before the
 * function that fills it has returned. Each dataset is changed once.
 */
public final class Transaction {
    private final List<DatasetChange> changes = new ArrayList<>();

    Transaction() {}

    List<DatasetChange> changes() {
        return List.copyOf(changes);
    }

    /** @see ParquetDataset#append(LazyFrame) */
    public void append(ParquetDataset dataset, LazyFrame rows) {
        write(dataset, rows, WriteOptions.defaults().withMode(WriteMode.APPEND));
    }

    /** @see ParquetDataset#write(LazyFrame, WriteOptions) */
    public void write(ParquetDataset dataset, LazyFrame rows, WriteOptions how) {
        changes.add(DatasetChange.write(rows.plan(), dataset.snapshot(), how));
    }

    /** @see LazyFrame#write(String, WriteOptions) */
    public void write(String directory, LazyFrame rows, WriteOptions how) {
        changes.add(DatasetChange.write(rows.plan(), Path.of(directory), how));
    }

    /** @see ParquetDataset#merge(LazyFrame, MergeOptions) */
    public void merge(ParquetDataset dataset, LazyFrame source, MergeOptions how) {
        changes.add(DatasetChange.merge(dataset.snapshot(), source.plan(), how));
    }

    /** @see ParquetDataset#delete(Expr) */
    public void delete(ParquetDataset dataset, Expr where) {
        delete(dataset, where, WriteOptions.defaults());
    }

    /** @see ParquetDataset#delete(Expr, WriteOptions) */
    public void delete(ParquetDataset dataset, Expr where, WriteOptions how) {
        changes.add(DatasetChange.delete(dataset.snapshot(), where, how));
    }

    /** @see ParquetDataset#update(Expr, Map) */
    public void update(ParquetDataset dataset, Expr where, Map<String, Expr> set) {
        update(dataset, where, set, WriteOptions.defaults());
    }

    /** @see ParquetDataset#update(Expr, Map, WriteOptions) */
    public void update(ParquetDataset dataset, Expr where, Map<String, Expr> set, WriteOptions how) {
        changes.add(DatasetChange.update(dataset.snapshot(), where, set, how));
    }

    /** @see ParquetDataset#update(Expr, Map, ExpectedVersion, WriteOptions) */
    public void update(
            ParquetDataset dataset, Expr where, Map<String, Expr> set, ExpectedVersion version, WriteOptions how) {
        changes.add(DatasetChange.update(dataset.snapshot(), where, set, version, how));
    }
}
