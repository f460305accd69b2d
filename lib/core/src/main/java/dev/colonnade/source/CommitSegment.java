package dev.colonnade.source;

import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What some successive commits did to the files of a dataset.
 *
 * @param from the first version
 * @param to the last version
 * @param added the files that came and are still there, in directories relative to the dataset's
 * @param removed the relative paths of those that went and were there before
 */
record CommitSegment(long from, long to, Manifest added, List<String> removed) {
    private static final String FORMAT = "colonnade-commits";

    CommitSegment {
        removed = List.copyOf(removed);
    }

    /** The absolute directory of a file that was added. */
    static String directory(Manifest added, int file, String root) {
        String relative = added.lists().directories().paths().textAt(added.directory(file));
        return relative.isEmpty() ? root : Manifest.join(root, relative.replace('/', File.separatorChar));
    }

    /** The added files in absolute directories. */
    Manifest in(String root) {
        return ManifestMerge.ofAll(List.of(added), (part, path) -> true).merge(new ManifestMerge.Places() {
            @Override
            public int base(int file) {
                return 0;
            }

            @Override
            public String directory(int file) {
                return CommitSegment.directory(added, file, root);
            }
        });
    }

    byte[] head() {
        Packed.Writer out = new Packed.Writer();
        out.text(FORMAT);
        out.number(from);
        out.number(to);
        out.texts(removed);
        return out.toBytes();
    }

    /** @throws IllegalArgumentException if the file is whole and no such segment */
    static CommitSegment of(ManifestFile.Content content) {
        Packed.Reader in = new Packed.Reader(content.head(), 0);
        if (!in.text().equals(FORMAT)) {
            throw new IllegalArgumentException("The file is no segment of commits.");
        }
        return new CommitSegment(in.number(), in.number(), content.manifest(), in.texts());
    }

    /** What segments say together. @param parts each from the version after that of the one before it */
    static CommitSegment of(List<CommitSegment> parts) {
        Map<String, Integer> goneIn = new HashMap<>();
        Set<String> came = new HashSet<>();
        List<String> removed = new ArrayList<>();
        List<Manifest> added = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            CommitSegment part = parts.get(i);
            for (String path : part.removed()) {
                goneIn.put(path, i);
                if (!came.contains(path)) {
                    removed.add(path);
                }
            }
            for (int row = 0; row < part.added().fileCount(); row++) {
                came.add(part.added().absolute(row));
            }
            added.add(part.added());
        }
        Manifest merged = ManifestMerge.ofAll(added, (part, path) -> goneIn.getOrDefault(path, -1) <= part)
                .merge();
        return new CommitSegment(
                parts.get(0).from(), parts.get(parts.size() - 1).to(), merged, removed);
    }
}
