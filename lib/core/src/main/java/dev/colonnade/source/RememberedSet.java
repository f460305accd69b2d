package dev.colonnade.source;

import dev.colonnade.type.Schema;
import java.util.List;

/**
 * A manifest with what an open makes of it at some cost.
 *
 * @param bases the absolute directories that the manifest's directories refer to
 * @param stored the files' schemas as one
 */
record RememberedSet(Manifest manifest, List<String> bases, Schema stored, FileSet.Totals totals) {
    static RememberedSet of(FileSet files, Schema stored) {
        return new RememberedSet(
                files.manifest(),
                files.bases().stream().map(FileSet.Base::absolute).toList(),
                stored,
                files.totals());
    }
}
