package dev.colonnade.source;

import dev.colonnade.type.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Files of several manifests as one manifest, column by column: what a {@link ManifestBuilder} makes of the same files, without
 * an object for each.
 */
final class ManifestMerge {
    private final List<Manifest> sources;
    private final int[] source;
    private final int[] row;

    /** By row group of the result, its file there. */
    private final int[] groupFile;

    /** By row group of the result, where it is now. */
    private final int[] groupSource;

    private final int[] groupRow;

    private final List<Schema> schemas = new ArrayList<>();
    private final List<ChunkLayout> layouts = new ArrayList<>();
    private final Growing.Longs bases = new Growing.Longs();
    private final Growing.Bytes paths = new Growing.Bytes();

    /**
     * @param source by file of the result the number of its manifest
     * @param row its row in there
     */
    ManifestMerge(List<Manifest> sources, int[] source, int[] row) {
        this.sources = sources;
        this.source = source;
        this.row = row;
        int groups = 0;
        for (int i = 0; i < source.length; i++) {
            groups += count(i);
        }
        this.groupFile = new int[groups];
        this.groupSource = new int[groups];
        this.groupRow = new int[groups];
        int next = 0;
        for (int i = 0; i < source.length; i++) {
            int first = sources.get(source[i]).firstGroup(row[i]);
            for (int group = 0; group < count(i); group++) {
                groupFile[next] = i;
                groupSource[next] = source[i];
                groupRow[next++] = first + group;
            }
        }
    }

    private int count(int file) {
        Manifest from = sources.get(source[file]);
        return from.firstGroup(row[file] + 1) - from.firstGroup(row[file]);
    }

    /** All files of the manifests that are wanted, in file order. */
    static ManifestMerge ofAll(List<Manifest> sources, Wanted wanted) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            Manifest from = sources.get(i);
            String[] names = from.columns().names().all();
            String[] directories = from.lists().directories().paths().all();
            for (int row = 0; row < names.length; row++) {
                String path = Manifest.join(directories[from.directory(row)], names[row]);
                if (wanted.is(i, path)) {
                    places.add(new Place(path, i, row));
                }
            }
        }
        places.sort(Comparator.comparing(Place::path));
        return new ManifestMerge(
                sources,
                places.stream().mapToInt(Place::source).toArray(),
                places.stream().mapToInt(Place::row).toArray());
    }

    private record Place(String path, int source, int row) {}

    /** Which files of a manifest, by number and path, are of the result. */
    interface Wanted {
        boolean is(int source, String path);
    }

    /** The files in the directories that their manifests say, all of the first base. */
    Manifest merge() {
        return merge(new Places() {
            @Override
            public int base(int file) {
                return 0;
            }

            @Override
            public String directory(int file) {
                Manifest from = sources.get(source[file]);
                return from.lists().directories().paths().textAt(from.directory(row[file]));
            }
        });
    }

    /** Where a file of the result lies. */
    interface Places {
        int base(int file);

        /** An absolute path, or one relative to the base. */
        String directory(int file);
    }

    Manifest merge(Places places) {
        Numbers[] files = new Numbers[Manifest.FileColumn.all().length];
        for (Manifest.FileColumn column : Manifest.FileColumn.all()) {
            files[column.ordinal()] = fileColumn(column);
        }
        files[Manifest.FileColumn.DIRECTORY.ordinal()] = directories(places);
        files[Manifest.FileColumn.SCHEMA.ordinal()] = schemas();
        Growing.Bytes names = new Growing.Bytes();
        for (int i = 0; i < source.length; i++) {
            names.add(sources.get(source[i]).columns().names().at(row[i]));
        }
        List<Leaf> leaves = leaves();
        List<List<String>> leafPaths = new ArrayList<>();
        List<Manifest.LeafColumns> leafColumns = new ArrayList<>();
        for (Leaf leaf : leaves) {
            leafPaths.add(leaf.path);
            leafColumns.add(leaf.columns());
        }
        Growing.Longs groupRows = new Growing.Longs();
        Growing.Longs groupBytes = new Growing.Longs();
        for (int i = 0; i < groupSource.length; i++) {
            Manifest.Columns from = sources.get(groupSource[i]).columns();
            groupRows.add(from.groupRows().at(groupRow[i]));
            groupBytes.add(from.groupBytes().at(groupRow[i]));
        }
        return new Manifest(
                new Manifest.Lists(
                        new Manifest.Directories(bases.numbers(), paths.texts(), List.of()),
                        List.copyOf(schemas),
                        List.copyOf(leafPaths),
                        List.copyOf(layouts)),
                new Manifest.Columns(files, names.texts(), groupRows.numbers(), groupBytes.numbers(), leafColumns));
    }

    private Numbers fileColumn(Manifest.FileColumn column) {
        Growing.Longs merged = new Growing.Longs();
        for (int i = 0; i < source.length; i++) {
            merged.add(
                    sources.get(source[i]).columns().files()[column.ordinal()].at(row[i]));
        }
        return merged.numbers();
    }

    /** Numbered as their first files come. */
    private Numbers directories(Places places) {
        Growing.Longs merged = new Growing.Longs();
        Map<String, Integer> numbers = new HashMap<>();
        String last = "";
        int lastBase = -1;
        int number = -1;
        for (int i = 0; i < source.length; i++) {
            String directory = places.directory(i);
            int base = places.base(i);
            if (base != lastBase || !directory.equals(last)) {
                last = directory;
                lastBase = base;
                String key = base + "|" + directory;
                Integer known = numbers.get(key);
                if (known == null) {
                    known = numbers.size();
                    numbers.put(key, known);
                    bases.add(base);
                    paths.add(directory.getBytes(StandardCharsets.UTF_8));
                }
                number = known;
            }
            merged.add(number);
        }
        return merged.numbers();
    }

    /** Numbered as their first files come. */
    private Numbers schemas() {
        int[][] numbers = new int[sources.size()][];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = new int[sources.get(i).lists().schemas().size()];
            Arrays.fill(numbers[i], -1);
        }
        Growing.Longs merged = new Growing.Longs();
        for (int i = 0; i < source.length; i++) {
            Manifest from = sources.get(source[i]);
            int old = (int)
                    from.columns().files()[Manifest.FileColumn.SCHEMA.ordinal()].at(row[i]);
            if (numbers[source[i]][old] < 0) {
                Schema schema = from.lists().schemas().get(old);
                int known = schemas.indexOf(schema);
                if (known < 0) {
                    known = schemas.size();
                    schemas.add(schema);
                }
                numbers[source[i]][old] = known;
            }
            merged.add(numbers[source[i]][old]);
        }
        return merged.numbers();
    }

    /** Those that some file has, in the order in which files show them. */
    private List<Leaf> leaves() {
        Map<List<String>, Leaf> byPath = new HashMap<>();
        for (int i = 0; i < sources.size(); i++) {
            List<List<String>> paths = sources.get(i).lists().leaves();
            for (int number = 0; number < paths.size(); number++) {
                byPath.computeIfAbsent(paths.get(number), Leaf::new).numbers[i] = number;
            }
        }
        List<Leaf> found = new ArrayList<>();
        for (Leaf leaf : byPath.values()) {
            leaf.findFirst();
            if (leaf.first >= 0) {
                found.add(leaf);
            }
        }
        found.sort(Comparator.comparingInt((Leaf leaf) -> leaf.first)
                .thenComparingInt(leaf -> leaf.column)
                .thenComparingInt(leaf -> leaf.rank));
        return found;
    }

    /** A leaf of the result. */
    private final class Leaf {
        private final List<String> path;
        /** By source its number there, -1 if it is not there. */
        private final int[] numbers = new int[sources.size()];
        /** The first row group that has it, -1 if none does. */
        private int first = -1;

        /** Its column in the file of that row group, and its number in the source, which orders leaves of a column. */
        private int column;

        private int rank;

        Leaf(List<String> path) {
            this.path = path;
            Arrays.fill(numbers, -1);
        }

        void findFirst() {
            for (int i = 0; i < groupSource.length && first < 0; i++) {
                int number = numbers[groupSource[i]];
                if (number >= 0
                        && Manifest.isPresent(numbers(groupSource[i], Manifest.LeafColumn.FLAGS)
                                .at(groupRow[i]))) {
                    first = i;
                    int file = groupFile[i];
                    column = sources.get(source[file]).schema(row[file]).indexOf(path.get(0));
                    rank = number;
                }
            }
        }

        Manifest.LeafColumns columns() {
            Numbers[] merged = new Numbers[Manifest.LeafColumn.all().length];
            for (Manifest.LeafColumn column : Manifest.LeafColumn.all()) {
                merged[column.ordinal()] = column == Manifest.LeafColumn.LAYOUT ? layoutNumbers() : column(column);
            }
            return new Manifest.LeafColumns(merged, texts(Manifest.LeafColumns::min), texts(Manifest.LeafColumns::max));
        }

        private Numbers numbers(int from, Manifest.LeafColumn column) {
            return sources.get(from).columns().leaves().get(numbers[from]).numbers()[column.ordinal()];
        }

        private @Nullable Numbers[] bySource(Manifest.LeafColumn column) {
            @Nullable Numbers[] columns = new Numbers[numbers.length];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = numbers[i] < 0 ? null : numbers(i, column);
            }
            return columns;
        }

        private Numbers column(Manifest.LeafColumn column) {
            @Nullable Numbers[] from = bySource(column);
            Growing.Longs merged = new Growing.Longs();
            for (int i = 0; i < groupSource.length; i++) {
                Numbers values = from[groupSource[i]];
                merged.add(values == null ? column.absent() : values.at(groupRow[i]));
            }
            return merged.numbers();
        }

        private Numbers layoutNumbers() {
            @Nullable Numbers[] from = bySource(Manifest.LeafColumn.LAYOUT);
            int[][] known = new int[sources.size()][];
            for (int i = 0; i < known.length; i++) {
                known[i] = new int[sources.get(i).lists().layouts().size()];
                Arrays.fill(known[i], -1);
            }
            Growing.Longs merged = new Growing.Longs();
            for (int i = 0; i < groupSource.length; i++) {
                int of = groupSource[i];
                Numbers values = from[of];
                if (values == null
                        || !Manifest.isPresent(
                                numbers(of, Manifest.LeafColumn.FLAGS).at(groupRow[i]))) {
                    merged.add(Manifest.LeafColumn.LAYOUT.absent());
                } else {
                    int old = (int) values.at(groupRow[i]);
                    if (known[of][old] < 0) {
                        known[of][old] =
                                layout(sources.get(of).lists().layouts().get(old));
                    }
                    merged.add(known[of][old]);
                }
            }
            return merged.numbers();
        }

        private Texts texts(Function<Manifest.LeafColumns, Texts> bounds) {
            Growing.Bytes merged = new Growing.Bytes();
            for (int i = 0; i < groupSource.length; i++) {
                int number = numbers[groupSource[i]];
                if (number < 0) {
                    merged.addNull();
                } else {
                    List<Manifest.LeafColumns> from =
                            sources.get(groupSource[i]).columns().leaves();
                    merged.add(bounds.apply(from.get(number)).at(groupRow[i]));
                }
            }
            return merged.texts();
        }
    }

    private int layout(ChunkLayout layout) {
        for (int i = 0; i < layouts.size(); i++) {
            if (layouts.get(i).isLike(layout)) {
                return i;
            }
        }
        layouts.add(layout);
        return layouts.size() - 1;
    }
}
