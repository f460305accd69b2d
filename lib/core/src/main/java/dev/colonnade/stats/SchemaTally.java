package dev.colonnade.stats;

import dev.colonnade.source.DataFile;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The schemas of files, and where they differ; nullability and the order of columns do not count. */
final class SchemaTally {
    private final Map<Schema, Count> counts = new IdentityHashMap<>();
    private final Map<Schema, Count> inOrder = new LinkedHashMap<>();

    private static final class Count {
        private final Path example;
        private long files;

        Count(Path example) {
            this.example = example;
        }
    }

    /** Files of equal schemas share one schema most of the time, so that few are compared. */
    void add(DataFile file) {
        counts.computeIfAbsent(file.schema(), schema -> inOrder.computeIfAbsent(schema, s -> new Count(file.path())))
                .files++;
    }

    List<SchemaDifference> differences() {
        if (inOrder.size() < 2) {
            return List.of();
        }
        Set<String> columns = new LinkedHashSet<>();
        inOrder.keySet().forEach(schema -> columns.addAll(schema.names()));
        List<SchemaDifference> differences = new ArrayList<>();
        for (String column : columns) {
            List<SchemaDifference> ways = ways(column);
            if (ways.size() > 1) {
                differences.addAll(ways);
            }
        }
        return differences;
    }

    private List<SchemaDifference> ways(String column) {
        Map<Optional<String>, SchemaDifference> ways = new LinkedHashMap<>();
        inOrder.forEach((schema, count) -> {
            Optional<String> type = schema.find(column).map(Field::type).map(DataType::toString);
            ways.merge(
                    type,
                    new SchemaDifference(column, type.orElse(null), count.files, count.example),
                    (a, b) -> new SchemaDifference(column, a.type(), a.files() + b.files(), a.example()));
        });
        return List.copyOf(ways.values());
    }
}
