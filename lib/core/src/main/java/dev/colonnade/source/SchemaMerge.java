package dev.colonnade.source;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One schema for files that may differ; see {@link SchemaMode}. */
final class SchemaMerge {
    /** Distinct schemas in file order, each with the files that have it. */
    private final Map<Schema, List<DataFile>> bySchema = new LinkedHashMap<>();

    private SchemaMerge(List<DataFile> files) {
        files.forEach(file ->
                bySchema.computeIfAbsent(file.schema(), s -> new ArrayList<>()).add(file));
    }

    /** @throws DatasetException SCHEMA_MISMATCH, naming column and files */
    static Schema merge(List<DataFile> files, SchemaMode mode) {
        SchemaMerge merge = new SchemaMerge(files);
        if (merge.bySchema.size() == 1) {
            return files.get(0).schema();
        }
        return switch (mode) {
            case FIRST -> merge.first();
            case UNION -> merge.union();
            case STRICT -> merge.strict();
        };
    }

    private Schema union() {
        Map<String, Column> columns = new LinkedHashMap<>();
        bySchema.forEach(
                (schema, files) -> schema.fields().forEach(field -> columns.computeIfAbsent(field.name(), Column::new)
                        .add(field, files)));
        return Schema.of(columns.values().stream()
                .map(column -> column.union(bySchema.size()))
                .toList());
    }

    private Schema first() {
        Iterator<Map.Entry<Schema, List<DataFile>>> entries =
                bySchema.entrySet().iterator();
        Map.Entry<Schema, List<DataFile>> first = entries.next();
        List<Field> fields = new ArrayList<>(first.getKey().fields());
        while (entries.hasNext()) {
            Map.Entry<Schema, List<DataFile>> other = entries.next();
            fields.replaceAll(field -> fitted(
                    field, other.getKey(), other.getValue(), first.getValue().get(0)));
        }
        return Schema.of(fields);
    }

    /** The field, nullable if it is in the other schema too. */
    private static Field fitted(Field field, Schema other, List<DataFile> files, DataFile first) {
        Field found = other.find(field.name())
                .orElseThrow(() -> mismatch(
                        files.get(0),
                        "Column '" + field.name() + "' is missing here and in [" + first.path()
                                + "], the first file: open with schema mode UNION to read it as null."));
        boolean fits = Widening.widen(field.type(), found.type())
                        .filter(wide -> sameShape(wide, field.type()))
                        .isPresent()
                || allNull(files, field.name());
        if (!fits) {
            throw mismatch(
                    files.get(0),
                    "Column '" + field.name() + "' is " + found.type() + " here and " + field.type() + " in ["
                            + first.path() + "], the first file, and does not fit without loss.");
        }
        return found.nullable() ? field.asNullable() : field;
    }

    private Schema strict() {
        Iterator<Map.Entry<Schema, List<DataFile>>> entries =
                bySchema.entrySet().iterator();
        Map.Entry<Schema, List<DataFile>> first = entries.next();
        List<Field> fields = new ArrayList<>(first.getKey().fields());
        while (entries.hasNext()) {
            Map.Entry<Schema, List<DataFile>> other = entries.next();
            checkSame(
                    first.getKey(),
                    first.getValue().get(0),
                    other.getKey(),
                    other.getValue().get(0));
            fields.replaceAll(field -> other.getKey().field(field.name()).nullable() ? field.asNullable() : field);
        }
        return Schema.of(fields);
    }

    private static void checkSame(Schema expected, DataFile first, Schema actual, DataFile file) {
        String there = "[" + first.path() + "]";
        for (Field field : expected.fields()) {
            Field found = actual.find(field.name())
                    .orElseThrow(() ->
                            mismatch(file, "Column '" + field.name() + "' is missing here and in " + there + "."));
            if (!sameShape(field.type(), found.type())) {
                throw mismatch(
                        file,
                        "Column '" + field.name() + "' is " + found.type() + " here and " + field.type() + " in "
                                + there + ".");
            }
        }
        for (Field field : actual.fields()) {
            if (!expected.contains(field.name())) {
                throw mismatch(file, "Column '" + field.name() + "' is here and not in " + there + ".");
            }
        }
        if (!expected.names().equals(actual.names())) {
            throw mismatch(
                    file,
                    "The columns are in another order, (" + actual.summary() + "), than in " + there + ", ("
                            + expected.summary() + ").");
        }
    }

    /** Equality of types whatever nested fields are nullable. */
    private static boolean sameShape(DataType a, DataType b) {
        return a.toString().equals(b.toString());
    }

    private static boolean allNull(List<DataFile> files, String column) {
        return files.stream()
                .flatMap(file -> file.rowGroups().stream())
                .allMatch(group -> group.rowCount() == 0
                        || group.columns().containsKey(column)
                                && group.columns().get(column).nullCount() == group.rowCount());
    }

    private static DatasetException mismatch(DataFile file, String sentence) {
        return SourceErrors.of(ErrorCode.SCHEMA_MISMATCH, file.path(), sentence);
    }

    /** A column with every type that it has somewhere, and the files that give it that type. */
    private static final class Column {
        private final String name;
        private final Map<DataType, List<DataFile>> typed = new LinkedHashMap<>();
        private int schemas;
        private boolean nullable;

        Column(String name) {
            this.name = name;
        }

        void add(Field field, List<DataFile> files) {
            typed.computeIfAbsent(field.type(), t -> new ArrayList<>()).addAll(files);
            nullable |= field.nullable();
            schemas++;
        }

        Field union(int allSchemas) {
            boolean missingSomewhere = schemas < allSchemas;
            return new Field(name, type(), nullable || missingSomewhere);
        }

        /** Files in which the column is nothing but null have no say if the others agree without them. */
        private DataType type() {
            Optional<DataType> all = widest(List.copyOf(typed.keySet()));
            if (all.isPresent()) {
                return all.get();
            }
            List<DataType> withValues = typed.keySet().stream()
                    .filter(type -> !allNull(typed.getOrDefault(type, List.of()), name))
                    .toList();
            return widest(
                            withValues.isEmpty()
                                    ? List.of(typed.keySet().iterator().next())
                                    : withValues)
                    .orElseThrow(() -> clash(withValues));
        }

        private static Optional<DataType> widest(List<DataType> types) {
            Optional<DataType> wide = Optional.of(types.get(0));
            for (DataType type : types) {
                wide = wide.flatMap(soFar -> Widening.widen(soFar, type));
            }
            return wide;
        }

        private DatasetException clash(List<DataType> types) {
            int at = 1;
            while (widest(types.subList(0, at + 1)).isPresent()) {
                at++;
            }
            DataType type = types.get(at);
            int before = 0;
            while (before + 1 < at && Widening.widen(types.get(before), type).isPresent()) {
                before++;
            }
            DataType other = types.get(before);
            return mismatch(
                    typed.getOrDefault(type, List.of()).get(0),
                    "Column '" + name + "' is " + type + " here and " + other + " in ["
                            + typed.getOrDefault(other, List.of()).get(0).path()
                            + "], and no type holds both without loss: open them apart and cast one.");
        }
    }
}
