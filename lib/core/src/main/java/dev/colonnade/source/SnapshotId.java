package dev.colonnade.source;

import dev.colonnade.type.DataType;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The name of a dataset's state: two sums, with different seeds, over the hashes of what decides it: roots, options and each
 * file. A file that is added or goes changes the sums by its own hashes.
 */
final class SnapshotId {
    private static final long SECOND_SEED = 0x9E3779B97F4A7C15L;

    private long first;
    private long second;

    private SnapshotId() {}

    static String of(Manifest manifest, List<Path> roots, DatasetOptions options) {
        SnapshotId id = new SnapshotId();
        id.add(decisive(options));
        for (Path root : roots) {
            id.add("root|" + absolute(root));
        }
        id.addFiles(manifest);
        return hex(id.first) + hex(id.second);
    }

    /** What becomes of an id when files come, which {@code manifest} has with their absolute directories. */
    static String plus(String id, Manifest manifest) {
        SnapshotId sum = new SnapshotId();
        sum.first = Long.parseUnsignedLong(id, 0, Long.SIZE / 4, 16);
        sum.second = Long.parseUnsignedLong(id, Long.SIZE / 4, id.length(), 16);
        sum.addFiles(manifest);
        return hex(sum.first) + hex(sum.second);
    }

    private void addFiles(Manifest manifest) {
        Texts paths = manifest.lists().directories().paths();
        Texts names = manifest.columns().names();
        long[] directories = manifest.column(Manifest.FileColumn.DIRECTORY);
        long[] sizes = manifest.column(Manifest.FileColumn.SIZE);
        long[] modified = manifest.column(Manifest.FileColumn.MODIFIED);
        long[] footers = manifest.column(Manifest.FileColumn.FOOTER);
        Packed.Writer state = new Packed.Writer();
        long last = -1;
        byte @Nullable [] directory = null;
        for (int i = 0; i < sizes.length; i++) {
            if (directories[i] != last) {
                last = directories[i];
                directory = paths.at((int) last);
            }
            state.clear();
            state.bytes(directory);
            state.bytes(names.at(i));
            state.number(sizes[i]);
            state.number(modified[i]);
            state.number(footers[i]);
            add(state.toBytes());
        }
    }

    /** What a dataset is, whatever its state: its absolute locations and what decides its schema. */
    static String describe(List<String> locations, DatasetOptions options, Map<String, DataType> partitionTypes) {
        StringBuilder text = new StringBuilder(decisive(options));
        if (!partitionTypes.isEmpty()) {
            text.append('|').append(partitionTypes);
        }
        for (String location : locations) {
            text.append('\n').append(absolute(location));
        }
        return text.toString();
    }

    /** 16 hexadecimal digits for a description; others may have the same. */
    static String nameOf(String description) {
        return hex(XxHash64.hash(description.getBytes(StandardCharsets.UTF_8)));
    }

    private static String decisive(DatasetOptions options) {
        return options.schemaMode().name() + "|" + options.partitionStyle().name() + "|" + options.partitionTypes();
    }

    private static String absolute(String location) {
        try {
            return absolute(Path.of(location));
        } catch (InvalidPathException e) {
            return absolute(Path.of("")) + "|" + location; // a glob of characters that no path here may have
        }
    }

    /** The name of a path whatever directory it was given from. */
    static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }

    private void add(String text) {
        add(text.getBytes(StandardCharsets.UTF_8));
    }

    private void add(byte[] bytes) {
        first += XxHash64.hash(bytes, 0);
        second += XxHash64.hash(bytes, SECOND_SEED);
    }

    private static String hex(long value) {
        String digits = Long.toHexString(value);
        return "0".repeat(Long.SIZE / 4 - digits.length()) + digits;
    }
}
