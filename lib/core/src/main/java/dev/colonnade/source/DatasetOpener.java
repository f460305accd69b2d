package dev.colonnade.source;

import dev.colonnade.commit.Publication;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.source.FileSet.Base;
import dev.colonnade.source.Listing.Found;
import dev.colonnade.source.Listing.Listed;
import dev.colonnade.source.Storage.Entry;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes the {@link FileSet} of some locations: from a remembered manifest where that still holds, else from the footers. */
final class DatasetOpener {
    /** A file that changed so shortly before its footer was read may change again within the same clock tick. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Storage storage;
    private final List<String> locations;
    private final DatasetOptions options;
    private Map<String, DataType> remembered = Map.of();

    DatasetOpener(Storage storage, List<String> locations, DatasetOptions options) {
        this.storage = storage;
        this.locations = locations;
        this.options = options;
    }

    /** While nothing is published in the datasets that the locations lie in. */
    FileSet open() {
        try (Publication pause = Listing.pause(locations)) {
            remembered = pause == null ? Map.of() : PartitionTypes.of(pause.keys());
            return openPaused();
        }
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
        if (set == null || !isOf(set, bases)) {
            return null;
        }
        again.id = set.totals().id();
        set.manifest().begin("colonnade-manifest");
        return assemble(set, bases);
    }

    /** Makes the columns anew if those behind a trusted head turn out to be damaged. */
    private final class Again implements Deferred.Maker<Manifest> {
        private volatile String id = "";

        @Override
        public Manifest make() {
            FileSet now = checked();
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
            remembered = pause == null ? Map.of() : PartitionTypes.of(pause.keys());
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
                    || !isKnown(manifest, i, found.entry())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isKnown(Manifest manifest, int file, Entry entry) {
        return manifest.sizeBytes(file) == entry.sizeBytes()
                && manifest.modifiedNanos(file) == entry.modifiedNanos()
                && !manifest.isUnsettled(file);
    }

    // --- from footers

    /** @param known footers of files in a state that needs no reading */
    private FileSet build(Listed listed, @Nullable Manifest known, @Nullable ManifestStore store) {
        Manifest footers = manifest(listed.files(), known);
        Schema stored = stored(footers, listed.bases());
        Partitions partitions =
                Partitions.of(places(unpartitioned(footers, listed.bases())), stored, options, remembered);
        Manifest manifest = footers.withPartitions(encoded(partitions));
        FileSet.Totals totals = manifest.totals(SnapshotId.of(manifest, FileSet.roots(listed.bases()), options));
        FileSet files = assemble(Deferred.of(manifest), listed.bases(), stored, partitions.fields(), totals);
        if (store != null && manifest.fileCount() >= options.manifest().minFiles()) {
            ManifestSaver.save(store, RememberedSet.of(files, stored));
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

    private Manifest manifest(List<Found> files, @Nullable Manifest known) {
        int[] before = known == null ? new int[0] : rowsOf(known, files);
        List<Found> unknown = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            if (known == null || before[i] < 0) {
                unknown.add(files.get(i));
            }
        }
        ManifestBuilder builder = new ManifestBuilder();
        Adder adder = new Adder(builder, files, known, before);
        new FooterLoader(storage, options.parallelism()).load(entries(unknown), adder);
        adder.copyKnown();
        return builder.build();
    }

    private static List<Entry> entries(List<Found> files) {
        List<Entry> entries = new ArrayList<>(files.size());
        for (Found file : files) {
            entries.add(file.entry());
        }
        return entries;
    }

    /** The row of each file in {@code known}, -1 for files that are not there in their present state. */
    private static int[] rowsOf(Manifest known, List<Found> files) {
        Map<String, Integer> byPath = new HashMap<>();
        for (int i = 0; i < known.fileCount(); i++) {
            byPath.put(known.absolute(i), i);
        }
        int[] rows = new int[files.size()];
        for (int i = 0; i < rows.length; i++) {
            Integer row = byPath.get(files.get(i).absolute());
            rows[i] = row != null && isKnown(known, row, files.get(i).entry()) ? row : -1;
        }
        return rows;
    }

    /** Adds files in file order: known ones from the manifest, the others as their footers arrive. */
    private static final class Adder implements FooterLoader.Sink {
        private final ManifestBuilder builder;
        private final List<Found> files;
        private final @Nullable Manifest known;
        private final int[] before;
        private int next;

        Adder(ManifestBuilder builder, List<Found> files, @Nullable Manifest known, int[] before) {
            this.builder = builder;
            this.files = files;
            this.known = known;
            this.before = before;
        }

        void copyKnown() {
            while (known != null && next < files.size() && before[next] >= 0) {
                int row = before[next];
                add(new Footer(known.schema(row), known.footerChecksum(row), known.rowGroups(row)), false);
            }
        }

        @Override
        public void accept(Footer footer, long readNanos) {
            copyKnown();
            add(footer, files.get(next).entry().modifiedNanos() > readNanos - TICK_NANOS);
        }

        private void add(Footer footer, boolean young) {
            Found file = files.get(next++);
            builder.add(
                    file.base(),
                    file.directory(),
                    file.name(),
                    file.entry().sizeBytes(),
                    file.entry().modifiedNanos(),
                    footer,
                    young);
        }
    }

    private Schema stored(Manifest manifest, List<Base> bases) {
        List<Schema> schemas = manifest.lists().schemas();
        return schemas.size() == 1
                ? schemas.get(0)
                : SchemaMerge.merge(unpartitioned(manifest, bases).files(), options.schemaMode());
    }

    private FileSet unpartitioned(Manifest manifest, List<Base> bases) {
        Schema any = manifest.lists().schemas().get(0);
        return new FileSet(Deferred.of(manifest), locations, options, bases, any, List.of(), manifest.totals(""));
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
        FileSet files = new FileSet(manifest, locations, options, bases, schema, partitionFields, totals);
        if (schema.size() == 0) {
            throw SourceErrors.of(
                    ErrorCode.UNSUPPORTED_FILE, files.files().get(0).path(), "The file has no columns.");
        }
        return files;
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
