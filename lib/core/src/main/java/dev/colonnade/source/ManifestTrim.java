package dev.colonnade.source;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keeps the manifests of all datasets in one place from growing without end: those used longest ago go first. */
final class ManifestTrim {
    /** How many bytes of manifests are kept. */
    static final long LIMIT_BYTES = 1L << 30;

    private ManifestTrim() {}

    private record Kept(Path file, long bytes, FileTime used) {}

    /** @param parent the directories of the datasets */
    static void trim(Path parent, long limitBytes) throws IOException {
        List<Kept> all = new ArrayList<>();
        try (DirectoryStream<Path> datasets = Files.newDirectoryStream(parent, Files::isDirectory)) {
            for (Path dataset : datasets) {
                addKept(dataset, all);
            }
        }
        all.sort(Comparator.comparing(Kept::used).reversed());
        long bytes = 0;
        for (Kept kept : all) {
            bytes += kept.bytes();
            if (bytes > limitBytes) {
                Files.deleteIfExists(kept.file());
            }
        }
    }

    private static void addKept(Path dataset, List<Kept> all) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(dataset, "*.arrow")) {
            for (Path file : files) {
                all.add(new Kept(file, Files.size(file), Files.getLastModifiedTime(file)));
            }
        } catch (NoSuchFileException replaced) {
            // another process has a newer one there, which it has just counted itself
        }
    }
}
