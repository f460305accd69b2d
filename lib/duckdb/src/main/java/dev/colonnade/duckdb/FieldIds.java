package dev.colonnade.duckdb;

import dev.colonnade.backend.ColumnFormat;
import dev.colonnade.backend.ParquetFormat;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The ids of columns, and of parts of nested ones, as COPY takes them. */
final class FieldIds {
    /** What COPY calls the id of a nested column itself. */
    private static final String OWN = "__duckdb_field_id";

    private final ParquetFormat format;

    private FieldIds(ParquetFormat format) {
        this.format = format;
    }

    /** Empty without ids. @param stored the columns of the file */
    static Optional<String> of(ParquetFormat format, List<Field> stored) {
        return new FieldIds(format).struct("", stored, new ArrayList<>());
    }

    /** @param entries those that come first */
    private Optional<String> struct(String prefix, List<Field> fields, List<String> entries) {
        for (Field field : fields) {
            entry(prefix + field.name(), field.type())
                    .ifPresent(value -> entries.add(EngineText.identifier(field.name()) + ": " + value));
        }
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(entries.stream().collect(Collectors.joining(", ", "{", "}")));
    }

    private Optional<String> entry(String path, DataType type) {
        OptionalInt id =
                format.columns().getOrDefault(path, ColumnFormat.defaults()).fieldId();
        List<Field> parts = parts(type);
        if (parts.isEmpty()) {
            return id.isPresent() ? Optional.of(Integer.toString(id.getAsInt())) : Optional.empty();
        }
        List<String> entries = new ArrayList<>();
        id.ifPresent(own -> entries.add(OWN + ": " + own));
        return struct(path + ".", parts, entries);
    }

    private static List<Field> parts(DataType type) {
        if (type instanceof DataType.StructType struct) {
            return struct.fields();
        }
        if (type instanceof DataType.ListType list) {
            return List.of(list.element().withName("element"));
        }
        return type instanceof DataType.MapType map
                ? List.of(map.key().withName("key"), map.value().withName("value"))
                : List.of();
    }
}
