package dev.colonnade.commit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One version of a dataset: when it came about, and what it changed. Paths are relative to the dataset's directory.
 *
 * @param version from 1
 * @param at when it was committed, by the writer's clock
 * @param who free text
 * @param what free text
 * @param keys the partition keys from here on, outermost first
 * @param added new files
 * @param removed files that were taken out, and are kept until they expire
 * @param restored files of earlier versions that are back, under new names
 * @param columnsSince the version that made its columns what they are, as far as later ones have not kept them; 0 for the first
 */
public record Snapshot(
        long version,
        Instant at,
        String who,
        String what,
        List<Key> keys,
        List<File> added,
        List<File> removed,
        List<Restored> restored,
        long columnsSince) {
    private static final String FORMAT = "colonnade-log 1";

    public Snapshot {
        keys = List.copyOf(keys);
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        restored = List.copyOf(restored);
    }

    /**
     * A partition key.
     *
     * @param type the name of its type
     * @param rule how it is computed, in words of the room {@code source}; empty if it is not, or if that is not known
     */
    public record Key(String name, String type, String rule) {
        public Key(String name, String type) {
            this(name, type, "");
        }

        private List<String> words() {
            return rule.isEmpty() ? List.of("key", name, type) : List.of("key", name, type, rule);
        }
    }

    /** @param rows -1 if they were not counted */
    public record File(String path, long bytes, long rows) {}

    /**
     * A file that version {@code removedBy} had taken out.
     *
     * @param was its path before
     * @param file its path now
     */
    public record Restored(long removedBy, String was, File file) {}

    byte[] encode() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("version", Long.toString(version)));
        lines.add(List.of("at", at.toString()));
        lines.add(List.of("who", who));
        lines.add(List.of("what", what));
        if (columnsSince > 0) {
            lines.add(List.of("columns", Long.toString(columnsSince)));
        }
        keys.forEach(key -> lines.add(key.words()));
        added.forEach(file -> lines.add(words("add", file)));
        removed.forEach(file -> lines.add(words("remove", file)));
        for (Restored each : restored) {
            List<String> line = new ArrayList<>(words("restore", each.file()));
            line.add(Long.toString(each.removedBy()));
            line.add(each.was());
            lines.add(line);
        }
        return Lines.encode(FORMAT, lines);
    }

    private static List<String> words(String verb, File file) {
        return List.of(verb, file.path(), Long.toString(file.bytes()), Long.toString(file.rows()));
    }

    /** Empty if the bytes are damaged or of another format. */
    static Optional<Snapshot> decode(byte[] bytes) {
        return Lines.decode(FORMAT, bytes).map(Snapshot::of);
    }

    private static Snapshot of(List<List<String>> lines) {
        long version = 0;
        Instant at = Instant.EPOCH;
        String who = "";
        String what = "";
        long columnsSince = 0;
        List<Key> keys = new ArrayList<>();
        List<File> added = new ArrayList<>();
        List<File> removed = new ArrayList<>();
        List<Restored> restored = new ArrayList<>();
        for (List<String> line : lines) {
            switch (line.get(0)) {
                case "version" -> version = Long.parseLong(line.get(1));
                case "at" -> at = Instant.parse(line.get(1));
                case "who" -> who = line.get(1);
                case "what" -> what = line.get(1);
                case "columns" -> columnsSince = Long.parseLong(line.get(1));
                case "key" -> keys.add(new Key(line.get(1), line.get(2), line.size() > 3 ? line.get(3) : ""));
                case "add" -> added.add(file(line));
                case "remove" -> removed.add(file(line));
                case "restore" -> restored.add(new Restored(Long.parseLong(line.get(4)), line.get(5), file(line)));
                default -> throw new IllegalArgumentException("A log has no line '" + line.get(0) + "'.");
            }
        }
        return new Snapshot(version, at, who, what, keys, added, removed, restored, columnsSince);
    }

    private static File file(List<String> line) {
        return new File(line.get(1), Long.parseLong(line.get(2)), Long.parseLong(line.get(3)));
    }
}
