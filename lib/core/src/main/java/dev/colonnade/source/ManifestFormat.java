package dev.colonnade.source;

import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a kept manifest says beside its columns, in {@link Packed} bytes: the <em>lists</em>, which say what rows refer to and
 * where each column is, then the <em>head</em>, all that an open has to know, then the <em>trailer</em>: the lengths of lists and
 * head, the head's checksum, and a mark with the version.
 */
final class ManifestFormat {
    /** {@code "CLN"} and the version. */
    private static final long MARK = 0x434C_4E00L | 4;

    static final int TRAILER = 4 * Long.BYTES;

    private ManifestFormat() {}

    /** Where lists and head lie, relative to the trailer. */
    record Trailer(int lists, int head, long checksum) {
        /** Null if the bytes are none of this version. */
        static @Nullable Trailer read(byte[] bytes, int offset) {
            Packed.Reader in = new Packed.Reader(bytes, offset);
            long lists = in.number();
            long head = in.number();
            long checksum = in.number();
            boolean sane = in.number() == MARK
                    && lists >= 0
                    && head >= 0
                    && lists <= Integer.MAX_VALUE
                    && head <= Integer.MAX_VALUE - lists;
            return sane ? new Trailer((int) lists, (int) head, checksum) : null;
        }
    }

    static byte[] trailer(byte[] lists, byte[] head) {
        Packed.Writer out = new Packed.Writer();
        out.number(lists.length);
        out.number(head.length);
        out.number(checksum(head, 0, head.length));
        out.number(MARK);
        return out.toBytes();
    }

    static long checksum(byte[] bytes, int offset, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, offset, length);
        return checksum.getValue();
    }

    // --- head

    /** @param description of the dataset, which a reader has to know */
    static byte[] head(RememberedSet set, String description) {
        Packed.Writer out = new Packed.Writer();
        FileSet.Totals totals = set.totals();
        out.text(description);
        out.number(set.version());
        out.text(totals.id());
        out.number(totals.files());
        out.number(totals.rows());
        out.number(totals.bytes());
        out.number(totals.rowGroupBytes());
        out.texts(set.bases());
        PackedSchema.write(set.stored().fields(), out);
        PackedSchema.write(set.partitionFields(), out);
        return out.toBytes();
    }

    /** The set, or null if it is another dataset's. */
    static @Nullable RememberedSet head(byte[] bytes, int offset, String description, Deferred<Manifest> manifest) {
        Packed.Reader in = new Packed.Reader(bytes, offset);
        if (!in.text().equals(description)) {
            return null;
        }
        long version = in.number();
        FileSet.Totals totals = new FileSet.Totals(in.text(), in.number(), in.number(), in.number(), in.number());
        List<String> bases = in.texts();
        Schema stored = PackedSchema.readSchema(in);
        List<Field> partitionFields = PackedSchema.read(in);
        return new RememberedSet(manifest, bases, stored, partitionFields, totals, version);
    }

    // --- lists

    static byte[] lists(Manifest.Lists lists, ColumnPlaces places) {
        Packed.Writer out = new Packed.Writer();
        places.write(out);
        out.number(lists.schemas().size());
        for (Schema schema : lists.schemas()) {
            PackedSchema.write(schema.fields(), out);
        }
        out.number(lists.leaves().size());
        for (List<String> leaf : lists.leaves()) {
            out.texts(leaf);
        }
        out.number(lists.layouts().size());
        for (ChunkLayout layout : lists.layouts()) {
            write(layout, out);
        }
        Manifest.Directories directories = lists.directories();
        for (long base : directories.bases().all()) {
            out.number(base);
        }
        directories.paths().write(out);
        out.number(directories.values().size());
        for (Texts values : directories.values()) {
            values.write(out);
        }
        return out.toBytes();
    }

    /** @param in behind the places of columns */
    static Manifest.Lists lists(Packed.Reader in, int directoryCount) {
        List<Schema> schemas = new ArrayList<>();
        for (int i = in.integer(); i > 0; i--) {
            schemas.add(PackedSchema.readSchema(in));
        }
        List<List<String>> leaves = new ArrayList<>();
        for (int i = in.integer(); i > 0; i--) {
            leaves.add(List.copyOf(in.texts()));
        }
        List<ChunkLayout> layouts = new ArrayList<>();
        for (int i = in.integer(); i > 0; i--) {
            layouts.add(layout(in));
        }
        long[] bases = new long[directoryCount];
        for (int i = 0; i < bases.length; i++) {
            bases[i] = in.number();
        }
        Texts paths = Texts.read(in);
        List<Texts> values = new ArrayList<>();
        for (int i = in.integer(); i > 0; i--) {
            values.add(Texts.read(in));
        }
        return new Manifest.Lists(new Manifest.Directories(Numbers.of(bases), paths, values), schemas, leaves, layouts);
    }

    private static void write(ChunkLayout layout, Packed.Writer out) {
        out.text(layout.physical());
        out.text(layout.codec());
        out.texts(layout.encodings());
        out.number(layout.dictionary() ? 1 : 0);
        out.number(layout.fallback() ? 1 : 0);
    }

    private static ChunkLayout layout(Packed.Reader in) {
        return new ChunkLayout(in.text(), in.text(), in.texts(), in.number() != 0, in.number() != 0, -1, -1, -1, 0);
    }
}
