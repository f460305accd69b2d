package dev.colonnade.duckdb;

import dev.colonnade.backend.SqlCatalog;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.plan.LogicalPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The SQL texts that were prepared last: one asked again, with equal values, costs a look at its datasets. Thread-safe. */
final class PreparedTexts {
    private static final int KEPT = 64;

    private final Map<Key, PreparedText> latest = new LinkedHashMap<>(16, 0.75f, true);

    private record Key(String text, List<LiteralValue> parameters) {}

    /** The plan of a text: the one known, if its tables are as they were, else what {@code preparation} makes of it. */
    LogicalPlan.Sql get(
            String text, List<LiteralValue> parameters, SqlCatalog catalog, Supplier<PreparedText> preparation) {
        Key key = new Key(text, List.copyOf(parameters));
        PreparedText known = known(key);
        if (known != null && known.holdsFor(catalog)) {
            return known.plan();
        }
        PreparedText fresh = preparation.get();
        keep(key, fresh);
        return fresh.plan();
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
