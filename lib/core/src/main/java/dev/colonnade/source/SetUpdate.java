package dev.colonnade.source;

import dev.colonnade.source.FileSet.Base;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A kept manifest after more commits: its head is a sum, and its columns are merged when they are asked for. That is told
 * from the commits alone if they only added files, of the schema that the files have together, with partition values of types
 * that no value changes.
 */
final class SetUpdate {
    private final RememberedSet before;
    private final Base base;
    private final DatasetOptions options;
    private final Map<String, DataType> remembered;

    /**
     * @param before all of one dataset of ours
     * @param base its directory
     * @param remembered types of keys that its log notes
     */
    SetUpdate(RememberedSet before, Base base, DatasetOptions options, Map<String, DataType> remembered) {
        this.before = before;
        this.base = base;
        this.options = options;
        this.remembered = remembered;
    }

    /**
     * The set after those commits, or null if it takes a look at the files.
     *
     * @param since from the version after the set's
     * @param complete whether the set's own columns, after they have been asked for, turned out to be those of all files
     */
    @Nullable
    RememberedSet with(List<CommitSegment> since, BooleanSupplier complete) {
        CommitSegment all = since.size() == 1 ? since.get(0) : CommitSegment.of(since);
        if (!all.removed().isEmpty()) {
            return null;
        }
        Manifest added = all.in(base.absolute());
        if (added.fileCount() > 0 && !(isOfSameSchema(added) && isOfSamePartitions(added))) {
            return null;
        }
        FileSet.Totals known = before.totals();
        FileSet.Totals more = added.totals("");
        FileSet.Totals totals = new FileSet.Totals(
                SnapshotId.plus(known.id(), added),
                known.files() + more.files(),
                Math.addExact(known.rows(), more.rows()),
                known.bytes() + more.bytes(),
                known.rowGroupBytes() + more.rowGroupBytes());
        return new RememberedSet(
                Deferred.by(() -> columns(added, complete)),
                before.bases(),
                before.stored(),
                before.partitionFields(),
                totals,
                all.to());
    }

    private boolean isOfSameSchema(Manifest added) {
        return added.lists().schemas().equals(List.of(before.stored()));
    }

    private boolean isOfSamePartitions(Manifest added) {
        List<Field> fields = partitions(added).fields();
        boolean same = fields.size() == before.partitionFields().size();
        for (int i = 0; same && i < fields.size(); i++) {
            Field known = before.partitionFields().get(i);
            Field field = fields.get(i);
            DataType given = options.partitionTypes().getOrDefault(field.name(), remembered.get(field.name()));
            same = field.name().equals(known.name())
                    && field.type().equals(known.type())
                    && field.type().equals(given)
                    && (known.nullable() || !field.nullable());
        }
        return same;
    }

    private Manifest columns(Manifest added, BooleanSupplier complete) {
        Manifest known = before.manifest().get();
        if (complete.getAsBoolean()) {
            return known;
        }
        Manifest merged = ManifestMerge.ofAll(List.of(known, added), (source, path) -> true)
                .merge();
        return merged.withPartitions(DatasetOpener.encoded(partitions(merged)));
    }

    private Partitions partitions(Manifest manifest) {
        List<Partitions.Place> places = new ArrayList<>();
        for (String directory : manifest.lists().directories().paths().all()) {
            places.add(new Partitions.Place(Path.of(directory, "file"), base.root()));
        }
        return Partitions.of(places, before.stored(), options, remembered);
    }
}
