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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            remembered = PartitionTypes.of(pause.keys());
            return openPaused();
        }
    }

    private FileSet openPaused() {
        return options.manifest().mode() == ManifestMode.TRUST ? trusted().orElseGet(this::checked) : checked();
    }

    private Optional<FileSet> trusted() {
        List<Base> bases = new Listing(storage).bases(locations);
        return store(bases)
                .flatMap(ManifestStore::load)
                .filter(set -> isOf(set, bases))
                .map(set -> assemble(set.manifest(), bases, set.stored(), set.totals()));
    }

    private FileSet checked() {
        Listed listed = new Listing(storage).files(locations);
        Optional<ManifestStore> store = store(listed.bases());
        boolean use = options.manifest().mode() != ManifestMode.REBUILD
                && listed.files().size() >= options.manifest().minFiles();
        Optional<RememberedSet> before = use ? store.flatMap(ManifestStore::load) : Optional.empty();
        if (before.isPresent()
                && isOf(before.get(), listed.bases())
                && holds(before.get().manifest(), listed)) {
            RememberedSet set = before.get();
            return assemble(set.manifest(), listed.bases(), set.stored(), set.totals());
        }
        return build(listed, before.map(RememberedSet::manifest).orElse(null), store);
    }

    /** The state now, or {@code before} if nothing has changed. */
    FileSet refresh(FileSet before) {
        try (Publication pause = Listing.pause(locations)) {
            remembered = PartitionTypes.of(pause.keys());
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

    private Optional<ManifestStore> store(List<Base> bases) {
        return ManifestPlace.of(locations, bases, options);
    }

    private static boolean isOf(RememberedSet set, List<Base> bases) {
        return set.bases().equals(bases.stream().map(Base::absolute).toList());
    }

    /** Whether the listed files are those of the manifest, in the same state. */
    private static boolean holds(Manifest manifest, Listed listed) {
        if (manifest.fileCount() != listed.files().size()) {
            return false;
        }
        for (int i = 0; i < manifest.fileCount(); i++) {
            Found found = listed.files().get(i);
            boolean samePlace = manifest.lists()
                            .directories()
                            .get(manifest.directory(i))
                            .absolute()
                            .equals(found.directory())
                    && manifest.name(i).equals(found.name());
            if (!samePlace || !isKnown(manifest, i, found.entry())) {
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
    private FileSet build(Listed listed, @Nullable Manifest known, Optional<ManifestStore> store) {
        Manifest manifest = manifest(listed.files(), known);
        Schema stored = stored(manifest, listed.bases());
        List<Path> roots = listed.bases().stream().map(Base::root).distinct().toList();
        FileSet.Totals totals = manifest.totals(SnapshotId.of(manifest, roots, options));
        FileSet files = assemble(manifest, listed.bases(), stored, totals);
        if (manifest.fileCount() >= options.manifest().minFiles()) {
            store.ifPresent(s -> s.save(RememberedSet.of(files, stored)));
        }
        return files;
    }

    private Manifest manifest(List<Found> files, @Nullable Manifest known) {
        int[] before = known == null ? new int[0] : rowsOf(known, files);
        List<Found> unknown = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            if (known == null || before[i] < 0) {
                unknown.add(files.get(i));
            }
        }
        ManifestBuilder builder =
                new ManifestBuilder(known == null ? List.of() : known.lists().schemas());
        Adder adder = new Adder(builder, files, known, before);
        new FooterLoader(storage, options.parallelism())
                .load(unknown.stream().map(Found::entry).toList(), adder::read);
        adder.copyKnown();
        return builder.build();
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
    private static final class Adder {
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

        void read(Footer footer, long readNanos) {
            copyKnown();
            add(footer, files.get(next).entry().modifiedNanos() > readNanos - TICK_NANOS);
        }

        private void add(Footer footer, boolean young) {
            Found file = files.get(next++);
            builder.add(
                    new Manifest.Directory(file.base(), file.directory()),
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
        List<List<@Nullable Object>> none =
                Collections.nCopies(manifest.lists().directories().size(), List.of());
        return new FileSet(
                manifest,
                locations,
                options,
                bases,
                manifest.lists().schemas().get(0),
                List.of(),
                none,
                new FileSet.Totals("", 0, 0, 0));
    }

    private FileSet assemble(Manifest manifest, List<Base> bases, Schema stored, FileSet.Totals totals) {
        FileSet plain = unpartitioned(manifest, bases);
        Partitions partitions = Partitions.of(places(plain), stored, options, remembered);
        Schema schema = withPartitions(stored, partitions.fields());
        if (schema.size() == 0) {
            throw SourceErrors.of(
                    ErrorCode.UNSUPPORTED_FILE, plain.files().get(0).path(), "The file has no columns.");
        }
        return new FileSet(
                manifest, locations, options, bases, schema, partitions.fields(), partitions.values(), totals);
    }

    /** A file of each directory. */
    private static List<Partitions.Place> places(FileSet files) {
        Manifest manifest = files.manifest();
        @Nullable
        Path[] examples = new @Nullable Path[manifest.lists().directories().size()];
        for (int i = 0; i < manifest.fileCount(); i++) {
            int directory = manifest.directory(i);
            if (examples[directory] == null) {
                examples[directory] = files.files().get(i).path();
            }
        }
        List<Partitions.Place> places = new ArrayList<>();
        for (int i = 0; i < examples.length; i++) {
            Path example = examples[i];
            if (example != null) {
                Base base =
                        files.bases().get(manifest.lists().directories().get(i).base());
                places.add(new Partitions.Place(example, base.root()));
            }
        }
        return places;
    }

    /** Partition fields take the place of stored columns of their name; the others follow. */
    private static Schema withPartitions(Schema stored, List<Field> partitionFields) {
        List<Field> fields = new ArrayList<>(stored.fields());
        for (Field partition : partitionFields) {
            stored.findIndex(partition.name())
                    .ifPresentOrElse(i -> fields.set(i, partition), () -> fields.add(partition));
        }
        return Schema.of(fields);
    }
}
