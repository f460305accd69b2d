package dev.colonnade.commit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The local disk, and a record of what was done to it, from which the disk after a power failure is made: names as a
 * journal keeps them, that is, those up to some moment not before the last sync of a directory; bytes of a file only if
 * they were synced.
 */
final class RecordingDisk implements Disk {
    private final List<Step> steps = new ArrayList<>();

    /** What was done; {@code to} is the path itself where there is only one, {@code bytes} are empty but for writes. */
    private record Step(What what, Path from, Path to, byte[] bytes) {}

    private enum What {
        DIRECTORY,
        BYTES,
        SYNC,
        SYNC_DIRECTORY,
        MOVE,
        DELETE
    }

    private synchronized void add(What what, Path from, Path to, byte[] bytes) {
        steps.add(new Step(what, from, to, bytes));
    }

    void engineWrote(Path file, String text) {
        add(What.DIRECTORY, file.getParent(), file.getParent(), new byte[0]);
        add(What.BYTES, file, file, text.getBytes(StandardCharsets.UTF_8));
    }

    int steps() {
        return steps.size();
    }

    /** How many of the first {@code done} steps are sure to be known after a power failure. */
    int sure(int done) {
        for (int i = done; i > 0; i--) {
            if (steps.get(i - 1).what() == What.SYNC_DIRECTORY) {
                return i;
            }
        }
        return 0;
    }

    /** Makes in {@code copy} what the disk of {@code root} holds if power fails after {@code done} steps and the names of {@code kept} remain. */
    void replay(Path root, Path copy, int kept, int done) throws IOException {
        Set<Integer> synced = syncedWrites(done);
        for (int i = 0; i < kept; i++) {
            Step step = steps.get(i);
            Path from = copy.resolve(root.relativize(step.from()));
            Path to = copy.resolve(root.relativize(step.to()));
            switch (step.what()) {
                case DIRECTORY -> Files.createDirectories(from);
                case BYTES -> Files.write(from, synced.contains(i) ? step.bytes() : new byte[0]);
                case MOVE -> UnsyncedDisk.INSTANCE.move(from, to);
                case DELETE -> Files.deleteIfExists(from);
                case SYNC, SYNC_DIRECTORY -> Files.exists(from);
            }
        }
    }

    /** The writes whose file, under the name it had then, was synced. */
    private Set<Integer> syncedWrites(int done) {
        Set<Integer> synced = new HashSet<>();
        for (int i = 0; i < done; i++) {
            if (steps.get(i).what() == What.SYNC) {
                for (int j = 0; j < i; j++) {
                    if (steps.get(j).what() == What.BYTES
                            && steps.get(j).from().equals(steps.get(i).from())) {
                        synced.add(j);
                    }
                }
            }
        }
        return synced;
    }

    @Override
    public Kind kind(Path path) throws IOException {
        return UnsyncedDisk.INSTANCE.kind(path);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        return UnsyncedDisk.INSTANCE.list(directory);
    }

    @Override
    public byte[] read(Path file) throws IOException {
        return UnsyncedDisk.INSTANCE.read(file);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        UnsyncedDisk.INSTANCE.createDirectory(directory);
        add(What.DIRECTORY, directory, directory, new byte[0]);
    }

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
        UnsyncedDisk.INSTANCE.write(file, bytes);
        add(What.BYTES, file, file, bytes);
        add(What.SYNC, file, file, new byte[0]);
    }

    @Override
    public void sync(Path file) throws IOException {
        UnsyncedDisk.INSTANCE.sync(file);
        add(What.SYNC, file, file, new byte[0]);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        UnsyncedDisk.INSTANCE.syncDirectory(directory);
        add(What.SYNC_DIRECTORY, directory, directory, new byte[0]);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        UnsyncedDisk.INSTANCE.move(from, to);
        add(What.MOVE, from, to, new byte[0]);
    }

    @Override
    public void delete(Path path) throws IOException {
        UnsyncedDisk.INSTANCE.delete(path);
        add(What.DELETE, path, path, new byte[0]);
    }
}
