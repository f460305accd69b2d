package dev.colonnade.duckdb;

import dev.colonnade.backend.SqlCatalog;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.type.DataType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The SQL texts that were prepared last: one asked again, with values of the same types, costs a look at its datasets.
 * Thread-safe.
 */
final class PreparedTexts {
    private static final int KEPT = 64;

    private final Map<Key, PreparedText> latest = new LinkedHashMap<>(16, 0.75f, true);

    /** @param values the parameters of a text whose columns they decide; else none */
    private record Key(String text, List<DataType> types, List<Boolean> nulls, List<LiteralValue> values) {
        static Key of(String text, List<LiteralValue> parameters, List<LiteralValue> values) {
            return new Key(
                    text,
                    parameters.stream().map(LiteralValue::type).toList(),
                    parameters.stream().map(LiteralValue::isNull).toList(),
                    List.copyOf(values));
        }
    }

    /** The plan of a text: of the preparation known, if its tables have the same columns, else of a fresh one. */
    LogicalPlan get(
            String text, List<LiteralValue> parameters, SqlCatalog catalog, Supplier<PreparedText> preparation) {
        Key ofTypes = Key.of(text, parameters, List.of());
        Key ofValues = Key.of(text, parameters, parameters);
        PreparedText known = known(ofTypes);
        Key key = known == null ? ofValues : ofTypes;
        PreparedText candidate = known == null ? known(ofValues) : known;
        Optional<PreparedText> current = candidate == null ? Optional.empty() : candidate.over(catalog);
        PreparedText prepared = current.orElseGet(preparation);
        if (current.isEmpty()) {
            key = prepared.isDecidedByValues() ? ofValues : ofTypes;
        }
        if (prepared != candidate) {
            keep(key, prepared);
        }
        return prepared.plan(parameters);
    }

    private synchronized @Nullable PreparedText known(Key key) {
        return latest.get(key);
    }

    private synchronized void keep(Key key, PreparedText prepared) {
        latest.put(key, prepared);
        if (latest.size() > KEPT) {
            latest.remove(latest.keySet().iterator().next());
        }
    }
}
