package dev.colonnade.duckdb.sql;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.source.DataFile;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Field names of structs, which the engine compares without regard to case and wants to have a name at all. */
final class StructNames {
    private StructNames() {}

    /** @throws QueryException NOT_SUPPORTED if a struct in the column has names that the engine does not take */
    static void require(Field column, List<DataFile> files) {
        String problem = problem(column.type());
        if (problem != null) {
            String file = files.stream()
                    .filter(f -> f.schema()
                            .find(column.name())
                            .filter(stored -> problem.equals(problem(stored.type())))
                            .isPresent())
                    .map(f -> "[" + f.path() + "] ")
                    .findFirst()
                    .orElse("");
            throw new QueryException(
                    ErrorCode.NOT_SUPPORTED,
                    file + "Column '" + column.name() + "' has a struct with " + problem + ": leave the column out.");
        }
    }

    private static @Nullable String problem(DataType type) {
        if (type instanceof DataType.ListType list) {
            return problem(list.element().type());
        }
        if (type instanceof DataType.MapType map) {
            String key = problem(map.key().type());
            return key == null ? problem(map.value().type()) : key;
        }
        return type instanceof DataType.StructType struct ? problem(struct) : null;
    }

    private static @Nullable String problem(DataType.StructType struct) {
        Map<String, String> folded = new HashMap<>();
        for (Field field : struct.fields()) {
            if (field.name().isEmpty()) {
                return "a field without a name, which DuckDB does not read";
            }
            if (field.name().indexOf('\0') >= 0) {
                return "a NUL in the name of a field, which DuckDB does not read";
            }
            String other = folded.putIfAbsent(Quoting.folded(field.name()), field.name());
            if (other != null) {
                return "the fields '" + other + "' and '" + field.name() + "', which DuckDB does not tell apart";
            }
            String inner = problem(field.type());
            if (inner != null) {
                return inner;
            }
        }
        return null;
    }
}
