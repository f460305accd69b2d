package dev.colonnade.stats;

import dev.colonnade.source.DataFile;
import dev.colonnade.type.Field;
import dev.colonnade.type.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows and bytes of files by their partition values: per key, and per combination of all keys. */
final class PartitionTally {
    private static final Comparator<Amount> BY_VALUE =
            Comparator.comparing(amount -> amount.value, Comparator.nullsLast(Values.ORDER));

    private final List<Field> keys;
    private final List<TreeMap<Amount, Amount>> byKey = new ArrayList<>();
    private final TreeMap<Amount, Amount> byAll = new TreeMap<>(BY_VALUE);

    private static final class Amount {
        private final @Nullable Object value;
        private long rows;
        private long bytes;

        Amount(@Nullable Object value) {
            this.value = value;
        }

        void add(DataFile file) {
            rows += file.rowCount();
            bytes += file.sizeBytes();
        }
    }

    PartitionTally(List<Field> keys) {
        this.keys = keys;
        keys.forEach(key -> byKey.add(new TreeMap<>(BY_VALUE)));
    }

    void add(DataFile file) {
        for (int i = 0; i < keys.size(); i++) {
            add(byKey.get(i), file.partitionValues().get(i), file);
        }
        if (!keys.isEmpty()) {
            add(byAll, file.partitionValues(), file);
        }
    }

    private static void add(TreeMap<Amount, Amount> amounts, @Nullable Object value, DataFile file) {
        Amount key = new Amount(value);
        amounts.computeIfAbsent(key, k -> key).add(file);
    }

    List<PartitionKey> keys() {
        List<PartitionKey> result = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            TreeMap<Amount, Amount> amounts = byKey.get(i);
            result.add(new PartitionKey(
                    keys.get(i).name(), keys.get(i).type(), amounts.size(), rows(amounts), bytes(amounts)));
        }
        return result;
    }

    Distribution rowsPerPartition() {
        return rows(byAll);
    }

    private static Distribution rows(TreeMap<Amount, Amount> amounts) {
        Longs rows = new Longs();
        amounts.values().forEach(amount -> rows.add(amount.rows));
        return Distribution.of(rows);
    }

    private static Distribution bytes(TreeMap<Amount, Amount> amounts) {
        Longs bytes = new Longs();
        amounts.values().forEach(amount -> bytes.add(amount.bytes));
        return Distribution.of(bytes);
    }
}
