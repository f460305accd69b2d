package dev.colonnade.source;

import dev.colonnade.commit.Publication;
import dev.colonnade.commit.ReadVersions;
import dev.colonnade.commit.Snapshot;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.source.FileSet.Base;
import dev.colonnade.source.Listing.Found;
import dev.colonnade.source.Listing.Listed;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the {@link FileSet} of some locations: from a remembered manifest where that still holds, else from the footers. */
final class DatasetOpener {
    private final Storage storage;
    private final List<String> locations;
    private final DatasetOptions options;
    /** The newest versions of the datasets of ours that the locations lie in. */
    private Map<Path, Snapshot> heads = Map.of();

    private ReadVersions versions = ReadVersions.none();
    private Map<String, DataType> remembered = Map.of();

    DatasetOpener(Storage storage, List<String> locations, DatasetOptions options) {
        this.storage = storage;
        this.locations = locations;
        this.options = options;
    }

    /** As {@link #openHead}, and begins to read what single files are. */
    FileSet open() {
        FileSet files = openHead();
        files.begin();
        return files;
    }

    /** While nothing is published in the datasets that the locations lie in. */
    FileSet openHead() {
        try (Publication pause = Listing.pause(locations)) {
            look(pause);
            return openPaused();
        }
    }

    private void look(@Nullable Publication pause) {
        if (pause != null) {
            heads = pause.heads();
            versions = pause.versions(heads, locations);
            Map<String, Snapshot.Key> keys = new TreeMap<>();
            for (Snapshot head : heads.values()) {
                for (Snapshot.Key key : head.keys()) {
                    keys.putIfAbsent(key.name(), key);
                }
            }
            remembered = PartitionTypes.of(keys.values());
        }
    }

    /** The version whose files the locations are; -1 unless they are one dataset of ours. */
    private long version(List<Base> bases) {
        if (bases.size() != 1 || heads.size() != 1) {
            return -1;
        }
        Map.Entry<Path, Snapshot> head = heads.entrySet().iterator().next();
        return head.getKey().toString().equals(bases.get(0).absolute())
                        && locations.size() == 1
                        && Files.isDirectory(bases.get(0).path())
                ? head.getValue().version()
                : -1;
    }

    private FileSet openPaused() {
        FileSet trusted = options.manifest().mode() == ManifestMode.TRUST ? trusted() : null;
        return trusted == null ? checked() : trusted;
    }

    private @Nullable FileSet trusted() {
        List<Base> bases = new Listing(storage).bases(locations);
        ManifestStore store = store(bases);
        if (store == null) {
            return null;
        }
        Again again = new Again();
        RememberedSet set = store.loadHead(again);
        RememberedSet now =
                set == null || !isOf(set, bases) ? null : upToDate(set, bases.get(0), version(bases), again);
        if (now == null) {
            return null;
        }
        again.id = now.totals().id();
        return assemble(now, bases);
    }

    /** The set as of a version of the dataset's log, if it is known without a look at the files. */
    private @Nullable RememberedSet upToDate(RememberedSet set, Base base, long version, Again again) {
        if (set.version() == version) {
            return set;
        }
        List<CommitSegment> since = version <= set.version() || set.version() < 0
                ? null
                : new CommitSegments(base.path()).between(set.version(), version);
        return since == null ? null : new SetUpdate(set, base, options, remembered).with(since, again::isMade);
    }

    /** Makes the columns anew if those behind a trusted head turn out to be damaged. */
    private final class Again implements Deferred.Maker<Manifest> {
        private volatile String id = "";
        private volatile boolean made;

        boolean isMade() {
            return made;
        }

        @Override
        public Manifest make() {
            FileSet now = checked();
            made = true;
            if (!now.id().equals(id)) {
                throw SourceErrors.of(
                        ErrorCode.STALE_SNAPSHOT,
                        locations.get(0),
                        "The files have changed, and the manifest that was trusted is damaged: open the dataset again.");
            }
            return now.manifest();
        }
    }

    private FileSet checked() {
        Listed listed = new Listing(storage).files(locations);
        ManifestStore store = store(listed.bases());
        boolean use = store != null
                && options.manifest().mode() != ManifestMode.REBUILD
                && listed.files().size() >= options.manifest().minFiles();
        RememberedSet before = use && store != null ? store.load() : null;
        if (before == null) {
            return build(listed, null, store);
        }
        Manifest manifest = before.manifest().get();
        return isOf(before, listed.bases()) && holds(manifest, listed)
                ? assemble(before, listed.bases())
                : build(listed, manifest, store);
    }

    /** The state now, or {@code before} if nothing has changed. */
    FileSet refresh(FileSet before) {
        try (Publication pause = Listing.pause(locations)) {
            look(pause);
            return refreshPaused(before);
        }
    }

    private FileSet refreshPaused(FileSet before) {
        Listed listed = new Listing(storage).files(locations);
        if (holds(before.manifest(), listed)) {
            return before;
        }
        FileSet now = build(listed, before.manifest(), store(listed.bases()));
        return now.equals(before) ? before : now;
    }

    private @Nullable ManifestStore store(List<Base> bases) {
        ManifestStore store = ManifestPlace.of(locations, bases, options, remembered);
        if (store != null) {
            ManifestSaver.await(store.directory());
        }
        return store;
    }

    private static boolean isOf(RememberedSet set, List<Base> bases) {
        if (set.bases().size() != bases.size()) {
            return false;
        }
        for (int i = 0; i < bases.size(); i++) {
            if (!bases.get(i).absolute().equals(set.bases().get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the listed files are those of the manifest, in the same state. */
    private static boolean holds(Manifest manifest, Listed listed) {
        List<Found> files = listed.files();
        if (manifest.fileCount() != files.size()) {
            return false;
        }
        String[] names = manifest.columns().names().all();
        String[] directories = manifest.lists().directories().paths().all();
        long[] directory = manifest.column(Manifest.FileColumn.DIRECTORY);
        for (int i = 0; i < names.length; i++) {
            Found found = files.get(i);
            if (!found.directory().equals(directories[(int) directory[i]])
                    || !found.name().equals(names[i])
                    || !FileFooters.isKnown(manifest, i, found.entry())) {
                return false;
            }
        }
        return true;
    }

    // --- from footers

    /** @param known footers of files in a state that needs no reading */
    private FileSet build(Listed listed, @Nullable Manifest known, @Nullable ManifestStore store) {
        FileFooters found = new FileFooters(storage, options.parallelism(), listed.files());
        if (known != null) {
            found.takeFrom(known);
        }
        if (options.manifest().mode() != ManifestMode.REBUILD
                && options.manifest().mode() != ManifestMode.OFF
                && listed.files().size() >= options.manifest().minFiles()) {
            for (Path root : heads.keySet()) {
                found.takeFrom(new CommitSegments(root), root.toString());
            }
        }
        Manifest footers = found.manifest();
        Schema stored = stored(footers, listed.bases());
        Partitions partitions =
                Partitions.of(places(unpartitioned(footers, listed.bases())), stored, options, remembered);
        Manifest manifest = footers.withPartitions(encoded(partitions));
        FileSet.Totals totals = manifest.totals(SnapshotId.of(manifest, FileSet.roots(listed.bases()), options));
        FileSet files = assemble(Deferred.of(manifest), listed.bases(), stored, partitions.fields(), totals);
        if (store != null && manifest.fileCount() >= options.manifest().minFiles() && found.areWorthKeeping()) {
            ManifestSaver.save(store, RememberedSet.of(files, stored, version(listed.bases())));
        }
        return files;
    }

    /** The values of each field, by directory. */
    static List<Texts> encoded(Partitions partitions) {
        List<Texts> columns = new ArrayList<>();
        for (int field = 0; field < partitions.fields().size(); field++) {
            Growing.Bytes column = new Growing.Bytes();
            for (List<@Nullable Object> values : partitions.values()) {
                Object value = values.get(field);
                column.add(value == null ? null : BoundBytes.encode(value));
            }
            columns.add(column.texts());
        }
        return columns;
    }

    private Schema stored(Manifest manifest, List<Base> bases) {
        List<Schema> schemas = manifest.lists().schemas();
        return schemas.size() == 1
                ? schemas.get(0)
                : SchemaMerge.merge(unpartitioned(manifest, bases).files(), options.schemaMode());
    }

    private FileSet unpartitioned(Manifest manifest, List<Base> bases) {
        Schema any = manifest.lists().schemas().get(0);
        return new FileSet(
                Deferred.of(manifest),
                locations,
                options,
                bases,
                any,
                List.of(),
                manifest.totals(""),
                versions,
                List.of());
    }

    private FileSet assemble(RememberedSet set, List<Base> bases) {
        return assemble(set.manifest(), bases, set.stored(), set.partitionFields(), set.totals());
    }

    private FileSet assemble(
            Deferred<Manifest> manifest,
            List<Base> bases,
            Schema stored,
            List<Field> partitionFields,
            FileSet.Totals totals) {
        Schema schema = withPartitions(stored, partitionFields);
        FileSet files = new FileSet(
                manifest, locations, options, bases, schema, partitionFields, totals, versions, rules(bases, schema));
        if (schema.size() == 0) {
            throw SourceErrors.of(
                    ErrorCode.UNSUPPORTED_FILE, files.files().get(0).path(), "The file has no columns.");
        }
        return files;
    }

    /** Of the one dataset of ours that the locations are or lie in. */
    private List<PartitionRule> rules(List<Base> bases, Schema schema) {
        List<PartitionRule> rules = new ArrayList<>();
        if (bases.size() == 1 && heads.size() == 1) {
            Map.Entry<Path, Snapshot> head = heads.entrySet().iterator().next();
            if (head.getKey().equals(bases.get(0).root())) {
                for (Snapshot.Key key : head.getValue().keys()) {
                    PartitionRule rule = PartitionRule.of(key).orElse(null);
                    if (rule != null && rule.fits(schema)) {
                        rules.add(rule);
                    }
                }
            }
        }
        return rules;
    }

    /** A file of each directory. */
    private static List<Partitions.Place> places(FileSet files) {
        Manifest manifest = files.manifest();
        Numbers bases = manifest.lists().directories().bases();
        long[] directories = manifest.column(Manifest.FileColumn.DIRECTORY);
        List<Partitions.Place> places = new ArrayList<>();
        for (int i = 0; i < directories.length; i++) {
            if (directories[i] == places.size()) { // they are numbered as their first files come
                Base base = files.bases().get((int) bases.at(places.size()));
                places.add(new Partitions.Place(files.files().get(i).path(), base.root()));
            }
        }
        return places;
    }

    /** Partition fields take the place of stored columns of their name; the others follow. */
    private static Schema withPartitions(Schema stored, List<Field> partitionFields) {
        if (partitionFields.isEmpty()) {
            return stored;
        }
        List<Field> fields = new ArrayList<>(stored.fields());
        for (Field partition : partitionFields) {
            int at = 0;
            while (at < fields.size() && !fields.get(at).name().equals(partition.name())) {
                at++;
            }
            if (at < fields.size()) {
                fields.set(at, partition);
            } else {
                fields.add(partition);
            }
        }
        return Schema.of(fields);
    }
}
