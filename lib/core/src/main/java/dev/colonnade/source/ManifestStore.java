package dev.colonnade.source;

import dev.colonnade.batch.IpcFile;
import dev.colonnade.error.ColonnadeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the manifest of one dataset is kept between opens: a directory with one immutable file, whose name tells its
 * generation, length and CRC-32C. Whatever is wrong with that file, there is just no manifest; and one that cannot be written
 * costs the next open its footers, no more. Both are logged.
 */
final class ManifestStore {
    private static final Logger LOG = LoggerFactory.getLogger(ManifestStore.class);
    private static final Pattern NAME = Pattern.compile("(\\d{1,18})-(\\d{1,18})-([0-9a-f]{8})\\.arrow");
    private static final String UNFINISHED = ".unfinished";
    private static final long ABANDONED_MILLIS = 24 * 3_600_000L;
    private static final long MAP_BYTES = 1L << 30;

    private final Path parent;
    private final Path directory;
    private final String dataset;

    /**
     * @param parent holds the stores of several datasets
     * @param dataset the name of this one, a file name
     */
    ManifestStore(Path parent, String dataset) {
        this.parent = parent;
        this.directory = parent.resolve(dataset);
        this.dataset = dataset;
    }

    private record Kept(Path path, long generation, long length, String checksum) {}

    /** The newest manifest that is whole. */
    Optional<RememberedSet> load() {
        try {
            for (Kept kept : kept()) {
                Optional<RememberedSet> set = load(kept);
                if (set.isPresent()) {
                    return set;
                }
            }
        } catch (IOException e) {
            LOG.warn("The manifests in {} cannot be read, so all footers are.", directory, e);
        }
        return Optional.empty();
    }

    private Optional<RememberedSet> load(Kept kept) {
        try {
            if (!isWhole(kept)) {
                LOG.warn("The manifest {} is damaged and not used.", kept.path());
                return Optional.empty();
            }
            Optional<RememberedSet> set = ManifestFormat.read(IpcFile.map(kept.path()), dataset);
            markUsed(kept.path());
            return set;
        } catch (NoSuchFileException e) {
            return Optional.empty(); // another process has replaced it
        } catch (IOException | ColonnadeException | IllegalArgumentException | IndexOutOfBoundsException e) {
            LOG.warn("The manifest {} does not read and is not used.", kept.path(), e);
            return Optional.empty();
        }
    }

    /** For {@link ManifestTrim}, which never comes where nothing can be written. */
    private static void markUsed(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
        } catch (IOException e) {
            LOG.debug("The use of {} is not noted.", file, e);
        }
    }

    private static boolean isWhole(Kept kept) throws IOException {
        try (FileChannel channel = FileChannel.open(kept.path(), StandardOpenOption.READ)) {
            if (channel.size() != kept.length()) {
                return false;
            }
            CRC32C checksum = new CRC32C();
            for (long at = 0; at < kept.length(); at += MAP_BYTES) {
                MappedByteBuffer part =
                        channel.map(FileChannel.MapMode.READ_ONLY, at, Math.min(MAP_BYTES, kept.length() - at));
                checksum.update(part);
            }
            return hex(checksum).equals(kept.checksum());
        }
    }

    /** Newest first. */
    private List<Kept> kept() throws IOException {
        List<Kept> kept = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    kept.add(new Kept(
                            file, Long.parseLong(name.group(1)), Long.parseLong(name.group(2)), name.group(3)));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        }
        kept.sort(Comparator.comparingLong(Kept::generation).reversed());
        return kept;
    }

    /** Keeps {@code set} in place of what was kept before. */
    void save(RememberedSet set) {
        Path unfinished = directory.resolve(UUID.randomUUID() + UNFINISHED);
        try {
            Files.createDirectories(directory);
            List<Kept> before = kept();
            long generation = before.isEmpty() ? 1 : before.get(0).generation() + 1;
            try {
                Path target = directory.resolve(generation + "-" + write(set, unfinished) + ".arrow");
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unfinished);
            }
            force(directory);
            for (Kept old : before) {
                Files.deleteIfExists(old.path());
            }
            deleteAbandoned();
            ManifestTrim.trim(parent, ManifestTrim.LIMIT_BYTES);
        } catch (IOException | ColonnadeException e) {
            LOG.warn("The manifest cannot be kept in {}, so the next open reads the footers again.", directory, e);
        }
    }

    /** Writes and syncs the file. Its length and checksum, as its name tells them. */
    private String write(RememberedSet set, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            Summing summing = new Summing(channel);
            ManifestFormat.write(set, dataset, summing);
            channel.force(true);
            return channel.size() + "-" + hex(summing.checksum);
        }
    }

    private static void force(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debug("Directories cannot be synced here.", e); // as on Windows, where a rename is durable enough
        }
    }

    /** Files of writers that died. */
    private void deleteAbandoned() throws IOException {
        FileTime limit = FileTime.fromMillis(System.currentTimeMillis() - ABANDONED_MILLIS);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + UNFINISHED)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).compareTo(limit) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException gone) {
            LOG.debug("Another process has deleted an abandoned manifest.", gone);
        }
    }

    private static String hex(CRC32C checksum) {
        return String.format("%08x", checksum.getValue());
    }

    /** A channel that sums what passes. */
    private static final class Summing implements WritableByteChannel {
        private final FileChannel target;
        private final CRC32C checksum = new CRC32C();

        Summing(FileChannel target) {
            this.target = target;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int written = 0;
            while (bytes.hasRemaining()) {
                ByteBuffer passed = bytes.duplicate();
                int count = target.write(bytes);
                checksum.update(passed.limit(passed.position() + count));
                written += count;
            }
            return written;
        }

        @Override
        public boolean isOpen() {
            return target.isOpen();
        }

        @Override
        public void close() throws IOException {
            target.close();
        }
    }
}
