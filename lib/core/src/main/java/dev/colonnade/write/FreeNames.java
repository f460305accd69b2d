package dev.colonnade.write;

import dev.colonnade.type.Schema;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Column names that are not taken yet. */
final class FreeNames {
    private final Set<String> taken = new HashSet<>();

    FreeNames(Schema... schemas) {
        for (Schema schema : schemas) {
            take(schema.names());
        }
    }

    private void take(Collection<String> names) {
        taken.addAll(names);
    }

    /** The wish or something like it; taken from now on. */
    String like(String wish) {
        String name = wish;
        while (!taken.add(name)) {
            name += "_";
        }
        return name;
    }
}
