package dev.colonnade.stats;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Schema;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The types that one column has in files; files of equal schemas share one schema, which is looked into once. */
final class StoredTypes {
    private final ColumnPath path;
    private final Map<Schema, Optional<DataType>> bySchema = new IdentityHashMap<>();

    StoredTypes(ColumnPath path) {
        this.path = path;
    }

    /** Null if the file lacks the column. */
    @Nullable
    DataType in(Schema file) {
        return bySchema.computeIfAbsent(file, path::typeIn).orElse(null);
    }
}
