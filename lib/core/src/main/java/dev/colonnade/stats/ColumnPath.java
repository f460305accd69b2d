package dev.colonnade.stats;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.Nearest;
import dev.colonnade.error.PlanException;
import dev.colonnade.source.FileSet;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A column that a person names: a column of the dataset, or a field of a struct in it.
 *
 * @param name as the person wrote it
 * @param names from the column of the schema down to the field
 * @param type the type in the dataset
 * @param partition the position among the partition fields, -1 if files store it
 */
record ColumnPath(String name, List<String> names, DataType type, int partition) {
    /** A column of exactly that name wins over a dotted path. @throws PlanException NO_SUCH_COLUMN, with the nearest name */
    static ColumnPath resolve(FileSet files, String name) {
        Schema schema = files.schema();
        Optional<Field> column = schema.find(name);
        if (column.isPresent()) {
            List<String> keys =
                    files.partitionFields().stream().map(Field::name).toList();
            return new ColumnPath(name, List.of(name), column.get().type(), keys.indexOf(name));
        }
        List<Field> path = new ArrayList<>();
        if (!walk(schema.fields(), name, path)) {
            throw missing(schema, name, path);
        }
        return new ColumnPath(
                name,
                path.stream().map(Field::name).toList(),
                path.get(path.size() - 1).type(),
                -1);
    }

    /** Adds the fields that {@code rest} names to {@code path}; on failure those that it got to. */
    private static boolean walk(List<Field> fields, String rest, List<Field> path) {
        for (Field field : fields) {
            if (rest.equals(field.name())) {
                path.add(field);
                return true;
            }
            boolean inside = rest.startsWith(field.name() + ".") && field.type() instanceof DataType.StructType;
            if (inside) {
                path.add(field);
                List<Field> below = ((DataType.StructType) field.type()).fields();
                return walk(below, rest.substring(field.name().length() + 1), path);
            }
        }
        return false;
    }

    private static PlanException missing(Schema schema, String name, List<Field> path) {
        List<Field> there = path.isEmpty()
                ? schema.fields()
                : ((DataType.StructType) path.get(path.size() - 1).type()).fields();
        String above = path.stream().map(field -> field.name() + ".").collect(Collectors.joining());
        List<String> names = there.stream().map(field -> above + field.name()).toList();
        return new PlanException(
                ErrorCode.NO_SUCH_COLUMN,
                "No column '" + name + "' in ("
                        + (path.isEmpty() ? schema.summary() : String.join(", ", names)) + ")."
                        + Nearest.hint(name, names));
    }

    ColumnKind kind() {
        return partition >= 0 ? ColumnKind.PARTITION : names.size() > 1 ? ColumnKind.STRUCT_FIELD : ColumnKind.STORED;
    }

    /** The column's type in a file, empty if the file lacks it. */
    Optional<DataType> typeIn(Schema file) {
        Optional<DataType> type = file.find(names.get(0)).map(Field::type);
        for (String field : names.subList(1, names.size())) {
            type = type.flatMap(outer -> field(outer, field));
        }
        return type;
    }

    private static Optional<DataType> field(DataType outer, String name) {
        return outer instanceof DataType.StructType struct
                ? struct.fields().stream()
                        .filter(field -> field.name().equals(name))
                        .map(Field::type)
                        .findFirst()
                : Optional.empty();
    }

    /** Whether the stored column at {@code path} is this column or a part of it. */
    boolean holds(List<String> path) {
        return path.size() >= names.size() && path.subList(0, names.size()).equals(names);
    }
}
