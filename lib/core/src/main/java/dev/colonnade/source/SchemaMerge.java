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
                || ColumnProofs.isAllNull(files, field.name())
                || field.type().equals(DataType.FLOAT64) && ColumnProofs.isExactAsFloat64(files, field.name());
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

        private DataType type() {
            List<DataType> stored = List.copyOf(typed.keySet());
            Optional<DataType> wide = widest(stored);
            if (wide.isPresent()) {
                return wide.get();
            }
            List<Need> needs = needs();
            return needs.isEmpty()
                    ? stored.get(0)
                    : widest(needs.stream().map(Need::type).toList()).orElseThrow(() -> clash(needs));
        }

        /**
         * The types that the values need by the statistics: none for files in which the column is nothing but null, and
         * float64 for 64-bit integers that all have an exact float64, if there are floats to join.
         */
        private List<Need> needs() {
            boolean withFloats = typed.keySet().stream().anyMatch(DataType.FloatType.class::isInstance);
            List<Need> needs = new ArrayList<>();
            typed.forEach((type, files) -> {
                if (!ColumnProofs.isAllNull(files, name)) {
                    boolean asFloat = withFloats && ColumnProofs.isExactAsFloat64(files, name);
                    needs.add(new Need(type, asFloat ? DataType.FLOAT64 : type, files.get(0)));
                }
            });
            return needs;
        }

        private static Optional<DataType> widest(List<DataType> types) {
            Optional<DataType> wide = Optional.of(types.get(0));
            for (DataType type : types) {
                wide = wide.flatMap(soFar -> Widening.widen(soFar, type));
            }
            return wide;
        }

        /** Names the first need that does not go with those before it, and the first of them that it contradicts. */
        private DatasetException clash(List<Need> needs) {
            List<DataType> types = needs.stream().map(Need::type).toList();
            int at = 1;
            while (widest(types.subList(0, at + 1)).isPresent()) {
                at++;
            }
            int before = 0;
            while (before + 1 < at
                    && Widening.widen(types.get(before), types.get(at)).isPresent()) {
                before++;
            }
            Need here = needs.get(at);
            Need there = needs.get(before);
            return mismatch(
                    here.file,
                    "Column '" + name + "' is " + here.stored + " here and " + there.stored + " in ["
                            + there.file.path()
                            + "], and no type holds both without loss: open them apart and cast one.");
        }

        /** A type that files store, the type that their values need, and one of the files. */
        private record Need(DataType stored, DataType type, DataFile file) {}
    }
}
