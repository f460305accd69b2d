package dev.colonnade.source;

import dev.colonnade.commit.Snapshot;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Resolution;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types that partition keys may have, and their names in the log of a dataset: those of {@code toString()}. */
public final class PartitionTypes {
    private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d{1,2}),(-?\\d{1,2})\\)");
    private static final Map<String, DataType> BY_NAME = new HashMap<>();

    static {
        add(DataType.BOOL, DataType.INT8, DataType.INT16, DataType.INT32, DataType.INT64);
        add(DataType.UINT8, DataType.UINT16, DataType.UINT32, DataType.UINT64);
        add(DataType.STRING, DataType.UUID, DataType.DATE);
        for (Resolution unit : Resolution.values()) {
            add(DataType.timestamp(unit), DataType.timestampUtc(unit));
        }
    }

    private PartitionTypes() {}

    private static void add(DataType... types) {
        for (DataType type : types) {
            BY_NAME.put(type.toString(), type);
        }
    }

    /** Whether each value has one text in a directory name that reads back as it. */
    public static boolean canBeKey(DataType type) {
        return named(type.toString()).isPresent();
    }

    private static Optional<DataType> named(String name) {
        Matcher decimal = DECIMAL.matcher(name);
        if (decimal.matches()) {
            return Optional.of(
                    DataType.decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2))));
        }
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The types that the versions of a dataset note, by key; what is of no known name is left out. */
    static Map<String, DataType> of(Collection<Snapshot.Key> keys) {
        Map<String, DataType> types = new TreeMap<>();
        keys.forEach(key -> named(key.type()).ifPresent(type -> types.put(key.name(), type)));
        return types;
    }
}
