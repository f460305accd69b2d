package dev.colonnade.commit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The local disk without syncs, for tests in which no power fails. */
final class UnsyncedDisk implements Disk {
    static final Disk INSTANCE = new UnsyncedDisk();

    private UnsyncedDisk() {}

    @Override
    public Kind kind(Path path) throws IOException {
        return LocalDisk.INSTANCE.kind(path);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        return LocalDisk.INSTANCE.list(directory);
    }

    @Override
    public byte[] read(Path file) throws IOException {
        return LocalDisk.INSTANCE.read(file);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        LocalDisk.INSTANCE.createDirectory(directory);
    }

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
    }

    @Override
    public void sync(Path file) throws IOException {
        Files.size(file);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        Files.size(directory);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        LocalDisk.INSTANCE.move(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        LocalDisk.INSTANCE.delete(path);
    }
}
