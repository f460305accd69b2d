package dev.colonnade.source;

import dev.colonnade.commit.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Leaves with a dataset what a commit knows of its files, so that nobody has to read a footer of theirs again. */
public final class CommittedFiles {
    /** Fewer files are read as fast as what is kept of them. */
    private static final int MANY = ManifestOptions.defaults().minFiles();

    /** Younger datasets have few files, unless a commit adds many at once. */
    private static final long YOUNG = 32;

    private CommittedFiles() {}

    /**
     * Files that a commit is to add, as they lie before it and nobody writes to them any more, as a dataset without
     * partitions.
     *
     * @throws dev.colonnade.error.DatasetException if one does not read
     */
    public static FileSet staged(List<Path> files) {
        DatasetOptions options = DatasetOptions.defaults()
                .withPartitionStyle(PartitionStyle.NONE)
                .withManifestMode(ManifestMode.OFF);
        return Datasets.open(files.stream().map(Path::toString).toList(), options);
    }

    /** Whether anything is kept of a commit that adds so many files. */
    public static boolean areKept(Path root, long version, int files) {
        return version > YOUNG
                || files >= MANY
                || Files.isDirectory(root.resolve(Home.NAME).resolve(ManifestPlace.MANIFESTS));
    }

    /**
     * To be called after each commit, in their order or not. What cannot be kept is logged.
     *
     * @param root the dataset's directory
     * @param version the commit's
     * @param staged the new files {@link #staged before} the commit, and maybe others; empty if there are none
     * @param places by its path in there where each new file is now, relative to the dataset's directory with slashes
     * @param removed the relative paths of files that were taken out
     */
    public static void leave(
            Path root, long version, Optional<FileSet> staged, Map<Path, String> places, Collection<String> removed) {
        boolean whole = staged.map(files -> isWhole(files, places)).orElse(places.isEmpty());
        if (!whole || !areKept(root, version, places.size())) {
            return;
        }
        CommitSegments segments = new CommitSegments(root);
        Manifest added = staged.map(files -> placed(files, places)).orElseGet(() -> new ManifestBuilder().build());
        segments.save(new CommitSegment(version, version, added, List.copyOf(removed)));
        if (segments.isFull()) {
            ManifestSaver.carry(segments);
        }
    }

    /** A segment is all of a commit or nothing. */
    private static boolean isWhole(FileSet staged, Map<Path, String> places) {
        return staged.files().stream()
                        .filter(file -> places.containsKey(file.path()))
                        .count()
                == places.size();
    }

    private static Manifest placed(FileSet staged, Map<Path, String> places) {
        TreeMap<String, Integer> rows = new TreeMap<>();
        for (int row = 0; row < staged.files().size(); row++) {
            String place = places.get(staged.files().get(row).path());
            if (place != null) {
                rows.put(place, row);
            }
        }
        Manifest from = staged.manifest();
        ManifestBuilder builder = new ManifestBuilder();
        rows.forEach((place, row) -> {
            int name = place.lastIndexOf('/') + 1;
            builder.add(
                    0,
                    place.substring(0, Math.max(0, name - 1)),
                    place.substring(name),
                    from.sizeBytes(row),
                    from.modifiedNanos(row),
                    new Footer(from.schema(row), from.footerChecksum(row), from.rowGroups(row)),
                    false);
        });
        return builder.build();
    }
}
