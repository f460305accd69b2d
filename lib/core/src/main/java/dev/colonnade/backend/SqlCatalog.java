package dev.colonnade.backend;

import dev.colonnade.source.FileSet;
import java.util.List;
import java.util.Optional;

/** The tables that a SQL text may name. */
public interface SqlCatalog {
    /** The current snapshot of the dataset of that registered name or, where the session allows it, path. */
    Optional<FileSet> find(String name);

    /** The registered names, for hints. */
    List<String> names();
}
