package dev.colonnade.duckdb.sql;

import dev.colonnade.source.DataFile;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calls of the engine's Parquet reader. Long lists stand in variables, which the engine binds far faster than text. */
final class ReadParquet {
    /** The engine's virtual column that counts the files of a call from 0. */
    static final String FILE_NUMBER = "file_index";

    private static final int MAX_INLINE = 32;

    private final List<SqlQuery.Variable> variables;

    /** @param variables takes the lists that do not stand in the text */
    ReadParquet(List<SqlQuery.Variable> variables) {
        this.variables = variables;
    }

    /** The files, with the columns of the first one. */
    String call(List<DataFile> files) {
        return "read_parquet(" + paths(files) + ", hive_partitioning=false)";
    }

    /** The files, with these columns, converted and null where a file lacks them. */
    String call(List<DataFile> files, List<Field> columns) {
        String schema = columns.stream()
                .map(field -> Quoting.string(field.name()) + ": {'name': " + Quoting.string(field.name()) + ", 'type': "
                        + Quoting.string(TypeSql.of(field.type())) + ", 'default_value': NULL}")
                .collect(Collectors.joining(", ", "MAP {", "}"));
        return "read_parquet(" + paths(files) + ", hive_partitioning=false, schema=" + schema + ")";
    }

    private String paths(List<DataFile> files) {
        List<@Nullable String> paths = new ArrayList<>();
        files.forEach(file -> paths.add(Quoting.path(file.path().toString())));
        if (paths.size() > MAX_INLINE) {
            return variable(paths);
        }
        return paths.stream().map(Quoting::string).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A constant list of values of that type. */
    String list(DataType type, List<@Nullable Object> values) {
        if (values.size() <= MAX_INLINE) {
            return values.stream().map(value -> LiteralSql.of(value, type)).collect(Collectors.joining(", ", "[", "]"));
        }
        List<@Nullable String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(text(value)));
        return "CAST(" + variable(texts) + " AS " + TypeSql.of(type) + "[])";
    }

    /** The element of a list that belongs to the file a row comes from. */
    static String byFileNumber(String alias, String list) {
        return "list_extract(" + list + ", (" + alias + "." + FILE_NUMBER + " + 1)::BIGINT)";
    }

    /** A query with a row per file: its number, and its element of each list. */
    static String rowPerFile(int files, List<String> lists) {
        return lists.stream()
                .map(list -> ", unnest(" + list + ")")
                .collect(Collectors.joining("", "(SELECT unnest(range(" + files + "))::UBIGINT", ")"));
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        return value == null ? null : value.toString();
    }

    private String variable(List<@Nullable String> values) {
        String name = "colonnade_" + variables.size();
        variables.add(new SqlQuery.Variable(name, values));
        return "getvariable('" + name + "')";
    }
}
