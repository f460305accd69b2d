package dev.colonnade.duckdb.sql;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a scan needs, from its files. Usually all files go to one {@code read_parquet}; files that differ in
 * what this scan needs are read in runs of alike files, united in file order.
 */
final class ScanSql {
    /** Runs of files up to here are united; more are read in one go, which costs a look-up or a schema. */
    private static final int MAX_RUNS = 8;

    /** How files of one schema store the needed columns. */
    private enum Layout {
        /** As the scan delivers them, findable by name. */
        UNIFORM,
        /** Of other types, or not all of them. */
        OTHER,
        /** Under names that an engine that ignores case does not tell apart. */
        AMBIGUOUS
    }

    private final List<DataFile> files;
    private final boolean inOrder;
    private final boolean limited;
    private final FileSet dataset;
    private final Aliases aliases;
    private final ReadParquet reader;
    /** The columns needed that files store. */
    private final List<Field> stored = new ArrayList<>();
    /** The columns needed that come from paths, by their position in a file's partition values. */
    private final Map<Field, Integer> partitions = new LinkedHashMap<>();
    /** By identity, since files of equal schemas share one. */
    private final Map<Schema, Layout> layouts = new IdentityHashMap<>();

    /** @param inOrder whether rows have to come in file order */
    ScanSql(
            LogicalPlan.Scan scan,
            List<DataFile> files,
            boolean inOrder,
            Aliases aliases,
            List<SqlQuery.Variable> variables) {
        this.files = files;
        this.inOrder = inOrder;
        this.aliases = aliases;
        this.dataset = scan.files();
        this.limited = scan.limit() >= 0;
        this.reader = new ReadParquet(variables);
        Map<String, Integer> positions = new HashMap<>();
        List<Field> fields = scan.files().partitionFields();
        for (int i = 0; i < fields.size(); i++) {
            positions.put(fields.get(i).name(), i);
        }
        Set<String> needed = new LinkedHashSet<>(scan.columns());
        BoundExpr filter = scan.filter();
        if (filter != null) {
            needed.addAll(BoundExprs.columns(filter));
        }
        for (String name : needed) {
            Field field = scan.files().schema().field(name);
            Integer position = positions.get(name);
            if (position == null) {
                StructNames.require(field, files);
                stored.add(field);
            } else {
                partitions.put(field, position);
            }
        }
    }

    /** All rows of all files, with the columns that the scan delivers or filters by. */
    Select select() {
        if (files.isEmpty()) {
            List<Field> fields = new ArrayList<>(stored);
            fields.addAll(partitions.keySet());
            return PlanSql.empty(fields).nested(aliases.next());
        }
        files.forEach(file -> layouts.computeIfAbsent(file.schema(), this::layout));
        boolean ambiguous = layouts.containsValue(Layout.AMBIGUOUS);
        List<List<DataFile>> runs = runs();
        boolean united = runs.size() == 1 || ambiguous || hidesFileNumber() || runs.size() <= MAX_RUNS && !limited;
        if (!united) {
            return together();
        }
        return PlanSql.union(runs.stream().map(this::run).toList(), aliases);
    }

    /** Whether a file's own column takes the name under which the engine counts files. */
    private boolean hidesFileNumber() {
        return !partitions.isEmpty()
                && layouts.keySet().stream()
                        .flatMap(schema -> schema.names().stream())
                        .anyMatch(name -> Quoting.folded(name).equals(ReadParquet.FILE_NUMBER));
    }

    /** Neighbouring files that have the same partition values and store the same. */
    private List<List<DataFile>> runs() {
        List<List<DataFile>> runs = new ArrayList<>();
        Object last = null;
        for (DataFile file : files) {
            Object shape = List.of(tuple(file), layouts.get(file.schema()) == Layout.UNIFORM ? "" : file.schema());
            if (!shape.equals(last)) {
                runs.add(new ArrayList<>());
                last = shape;
            }
            runs.get(runs.size() - 1).add(file);
        }
        return runs;
    }

    private List<@Nullable Object> tuple(DataFile file) {
        List<@Nullable Object> values = new ArrayList<>();
        partitions
                .values()
                .forEach(position -> values.add(file.partitionValues().get(position)));
        return values;
    }

    private Layout layout(Schema schema) {
        if (isAmbiguous(schema)) {
            return Layout.AMBIGUOUS;
        }
        return stored.stream().allMatch(field -> isStored(field, schema)) ? Layout.UNIFORM : Layout.OTHER;
    }

    private static boolean isStored(Field field, Schema schema) {
        return schema.find(field.name())
                .filter(f -> TypeSql.of(f.type()).equals(TypeSql.of(field.type())))
                .isPresent();
    }

    /** Whether a needed name means something else, or nothing, to an engine that ignores case. */
    private boolean isAmbiguous(Schema schema) {
        Set<String> wanted = new LinkedHashSet<>();
        for (Field field : stored) {
            if (field.name().isEmpty()
                    || field.name().indexOf('\0') >= 0
                    || !wanted.add(Quoting.folded(field.name()))) {
                return true;
            }
        }
        Map<String, String> byFolded = new HashMap<>();
        for (String name : schema.names()) {
            String other = byFolded.putIfAbsent(Quoting.folded(name), name);
            if (other != null && wanted.contains(Quoting.folded(name))) {
                return true;
            }
        }
        return stored.stream().anyMatch(f -> {
            String name = byFolded.get(Quoting.folded(f.name()));
            return name != null && !name.equals(f.name());
        });
    }

    /** One run: its partition values are constants, and its columns are converted in SQL. */
    private Select run(List<DataFile> run) {
        DataFile first = run.get(0);
        String alias = aliases.next();
        boolean byPosition = layouts.get(first.schema()) == Layout.AMBIGUOUS;
        Map<String, Select.Column> columns = new LinkedHashMap<>();
        for (Field field : stored) {
            columns.put(field.name(), column(field, first.schema(), alias, byPosition, trusts(field, run)));
        }
        partitions.forEach((field, position) -> columns.put(
                field.name(),
                new Select.Column(
                        LiteralSql.of(first.partitionValues().get(position), field.type()), Select.Kind.CONSTANT)));
        List<String> names = new ArrayList<>();
        for (int i = 0; byPosition && i < first.schema().size(); i++) {
            names.add("c" + i);
        }
        return new Select(new Source.Call(reader.call(run), alias, names), columns);
    }

    private static Select.Column column(Field field, Schema schema, String alias, boolean byPosition, boolean trusted) {
        if (field.type() instanceof DataType.NullType || !schema.contains(field.name())) {
            return new Select.Column(LiteralSql.of(null, field.type()), Select.Kind.CONSTANT);
        }
        String name = alias + "." + Quoting.name(byPosition ? "c" + schema.indexOf(field.name()) : field.name());
        return converted(trusted ? name : "try(" + name + ")", field.type(), isStored(field, schema));
    }

    /**
     * Whether the engine may use the bounds in the footers. It believes all of them, those that old writers got wrong too,
     * and takes NaN to lie within; it looks through everything but {@code try}.
     */
    private boolean trusts(Field field, List<DataFile> files) {
        return dataset.isProven(field.name())
                || files.stream().flatMap(file -> file.rowGroups().stream()).noneMatch(group -> group.unproven()
                        .contains(field.name()));
    }

    /**
     * @param same whether the file stores the type; the engine may still read it as one of its own, such as JSON for a
     *     string
     */
    private static Select.Column converted(String text, DataType type, boolean same) {
        boolean exact = same
                && !type.isNested()
                && !(type instanceof DataType.StringType)
                && !(type instanceof DataType.TimeType);
        return new Select.Column(exact ? text : text + "::" + TypeSql.of(type), Select.Kind.REFERENCE);
    }

    /** All files in one call: a declared schema if they differ, partition values by the number of the file. */
    private Select together() {
        String alias = aliases.next();
        boolean uniform = layouts.values().stream().allMatch(layout -> layout == Layout.UNIFORM);
        Map<String, Select.Column> columns = new LinkedHashMap<>();
        for (Field field : stored) {
            columns.put(field.name(), column(field, Schema.of(stored), alias, false, trusts(field, files)));
        }
        Source call = new Source.Call(uniform ? reader.call(files) : reader.call(files, stored), alias, List.of());
        if (partitions.isEmpty()) {
            return new Select(call, columns);
        }
        return inOrder ? lookedUp(call, alias, columns) : joined(call, alias, columns);
    }

    /** Partition values from constant lists, which keeps the order of rows. */
    private Select lookedUp(Source call, String alias, Map<String, Select.Column> columns) {
        partitions.forEach((field, position) -> {
            String value = ReadParquet.byFileNumber(alias, reader.list(field.type(), values(position)));
            columns.put(field.name(), new Select.Column(value, Select.Kind.COMPUTED));
        });
        return new Select(call, columns).nested(aliases.next());
    }

    /** Partition values from a join with a row per file, through which a filter on them leaves out files. */
    private Select joined(Source call, String alias, Map<String, Select.Column> columns) {
        String perFile = aliases.next();
        List<String> lists = new ArrayList<>();
        List<String> names = new ArrayList<>(List.of(ReadParquet.FILE_NUMBER));
        partitions.forEach((field, position) -> {
            columns.put(field.name(), Select.Column.reference(perFile, "p" + lists.size()));
            names.add("p" + lists.size());
            lists.add(reader.list(field.type(), values(position)));
        });
        Source table = new Source.Call(ReadParquet.rowPerFile(files.size(), lists), perFile, names);
        String same = alias + "." + ReadParquet.FILE_NUMBER + " = " + perFile + "." + ReadParquet.FILE_NUMBER;
        return new Select(new Source.Joined(call, "LEFT JOIN", table, same), columns);
    }

    private List<@Nullable Object> values(int position) {
        List<@Nullable Object> values = new ArrayList<>();
        files.forEach(file -> values.add(file.partitionValues().get(position)));
        return values;
    }
}
