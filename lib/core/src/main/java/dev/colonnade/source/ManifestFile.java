package dev.colonnade.source;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A kept manifest: an Arrow IPC file that has {@link ManifestFormat lists, head and trailer} between its batch and its end
 * mark, where Arrow's readers do not look. Its name is {@code <generation>-<length>-<crc32c>.arrow}.
 */
record ManifestFile(Path path, long generation, long length, long checksum) implements Comparable<ManifestFile> {
    private static final String EXTENSION = ".arrow";
    private static final int CHECKSUM_DIGITS = 8;

    /** What follows the trailer: the end mark, Arrow's footer, the footer's length and the magic bytes. */
    private static final int END_MARK = 8;

    private static final int END = 10;

    /** How much of the end of the file is read at once. */
    private static final int TAIL = 64 * 1024;

    /** Null if the name is not that of a manifest. */
    static @Nullable ManifestFile of(Path directory, String name) {
        return of(directory, name, 0);
    }

    /** @param start where the generation begins */
    static @Nullable ManifestFile of(Path directory, String name, int start) {
        int first = name.indexOf('-');
        int second = name.indexOf('-', first + 1);
        int end = name.length() - EXTENSION.length();
        if (first < start + 1
                || second < first + 2
                || end != second + 1 + CHECKSUM_DIGITS
                || !name.endsWith(EXTENSION)) {
            return null;
        }
        try {
            return new ManifestFile(
                    directory.resolve(name),
                    Long.parseLong(name, start, first, 10),
                    Long.parseLong(name, first + 1, second, 10),
                    Long.parseLong(name, second + 1, end, 16));
        } catch (NumberFormatException other) {
            return null;
        }
    }

    /** What stands behind the generation in the name of such a file. */
    static String nameOf(long length, long checksum) {
        String digits = Long.toHexString(checksum);
        return length + "-" + "0".repeat(CHECKSUM_DIGITS - digits.length()) + digits + EXTENSION;
    }

    /** Newest first. */
    @Override
    public int compareTo(ManifestFile other) {
        return Long.compare(other.generation, generation);
    }

    /** What a file holds. */
    record Content(byte[] head, Manifest manifest) {}

    /** All of it, checked and mapped; null if it is damaged, of another version or another dataset. */
    @Nullable
    RememberedSet load(String description) throws IOException {
        Content content = load();
        return content == null
                ? null
                : ManifestFormat.head(content.head(), 0, description, Deferred.of(content.manifest()));
    }

    /** All of it, checked and mapped; null if it is damaged or of another version. */
    @Nullable
    Content load() throws IOException {
        MappedByteBuffer file;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.size() != length || length > Integer.MAX_VALUE) {
                return null;
            }
            file = channel.map(FileChannel.MapMode.READ_ONLY, 0, length);
        }
        CRC32C sum = new CRC32C();
        sum.update(file.duplicate());
        int trailerAt = sum.getValue() == checksum ? trailerAt(file) : -1;
        if (trailerAt < 0) {
            return null;
        }
        ManifestFormat.Trailer trailer = ManifestFormat.Trailer.read(bytes(file, trailerAt, ManifestFormat.TRAILER), 0);
        if (trailer == null || trailer.lists() + trailer.head() > trailerAt) {
            return null;
        }
        byte[] described = bytes(file, trailerAt - trailer.head(), trailer.head());
        byte[] lists = bytes(file, trailerAt - trailer.head() - trailer.lists(), trailer.lists());
        return new Content(described, ColumnPlaces.read(file, new Packed.Reader(lists, 0)));
    }

    private static byte[] bytes(ByteBuffer file, int offset, int count) {
        byte[] bytes = new byte[count];
        file.get(offset, bytes);
        return bytes;
    }

    /** Where the trailer is, by the length of Arrow's footer; negative if it cannot be there. */
    private static int trailerAt(ByteBuffer file) {
        int size = file.limit();
        return size < END ? -1 : trailerAt(size, Integer.reverseBytes(file.getInt(size - END)));
    }

    private static int trailerAt(int size, int footer) {
        return footer < 0 || footer > size ? -1 : size - END - footer - END_MARK - ManifestFormat.TRAILER;
    }

    /**
     * Its head alone, checked; null if that is damaged, of another version or another dataset.
     *
     * @param columns makes the rest
     */
    @Nullable
    RememberedSet loadHead(String description, Deferred.Maker<Manifest> columns) throws IOException {
        byte[] tail;
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            if (file.length() != length) {
                return null;
            }
            tail = new byte[(int) Math.min(length, TAIL)];
            file.seek(length - tail.length);
            file.readFully(tail);
            if (tail.length >= END && missing(tail) > 0) {
                tail = new byte[(int) Math.min(length, tail.length + (long) missing(tail))];
                file.seek(length - tail.length);
                file.readFully(tail);
            }
        }
        int trailerAt = trailerAt(ByteBuffer.wrap(tail));
        ManifestFormat.Trailer trailer = trailerAt < 0 ? null : ManifestFormat.Trailer.read(tail, trailerAt);
        if (trailer == null || trailer.head() > trailerAt) {
            return null;
        }
        int head = trailerAt - trailer.head();
        if (ManifestFormat.checksum(tail, head, trailer.head()) != trailer.checksum()) {
            return null;
        }
        return ManifestFormat.head(tail, head, description, Deferred.by(columns));
    }

    /** How many more bytes have to be read for the head, at most; 0 if it is there. */
    private static int missing(byte[] tail) {
        int footer = Integer.reverseBytes(ByteBuffer.wrap(tail).getInt(tail.length - END));
        int trailerAt = tail.length - END - Math.max(0, footer) - END_MARK - ManifestFormat.TRAILER;
        if (trailerAt < 0) {
            return TAIL - trailerAt;
        }
        ManifestFormat.Trailer trailer = ManifestFormat.Trailer.read(tail, trailerAt);
        return trailer == null ? 0 : Math.max(0, trailer.head() - trailerAt);
    }
}
