package dev.colonnade.source;

import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * What a kept manifest says of the whole dataset, and the manifest itself, which is read when somebody asks for it.
 *
 * @param bases the absolute directories that the manifest's directories refer to
 * @param stored the files' schemas as one
 * @param partitionFields the columns that come from directory names
 * @param version of the dataset's log whose files these are; -1 if the dataset has none
 */
record RememberedSet(
        Deferred<Manifest> manifest,
        List<String> bases,
        Schema stored,
        List<Field> partitionFields,
        FileSet.Totals totals,
        long version) {
    static RememberedSet of(FileSet files, Schema stored, long version) {
        List<String> bases = new ArrayList<>();
        for (FileSet.Base base : files.bases()) {
            bases.add(base.absolute());
        }
        return new RememberedSet(
                Deferred.of(files.manifest()), bases, stored, files.partitionFields(), files.totals(), version);
    }
}
