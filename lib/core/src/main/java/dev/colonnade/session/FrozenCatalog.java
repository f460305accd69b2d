package dev.colonnade.session;

import dev.colonnade.backend.SqlCatalog;
import dev.colonnade.source.FileSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A catalog for one text: a dataset that is named twice is the same snapshot both times. For one thread. */
final class FrozenCatalog implements SqlCatalog {
    private final SqlCatalog catalog;
    private final Map<String, Optional<FileSet>> found = new HashMap<>();

    FrozenCatalog(SqlCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Optional<FileSet> find(String name) {
        String registered =
                names().stream().filter(name::equalsIgnoreCase).findFirst().orElse(name);
        return found.computeIfAbsent(registered, catalog::find);
    }

    @Override
    public List<String> names() {
        return catalog.names();
    }
}
