package dev.colonnade.cdata;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field of an Arrow schema as the C data interface describes it: a format string, and children for nested types.
 *
 * @param metadata such as the name of an extension type, under {@code ARROW:extension:name}
 * @param dictionary the field of the values that this field's integers stand for
 */
public record ArrowField(
        String format,
        String name,
        Map<String, String> metadata,
        List<ArrowField> children,
        @Nullable ArrowField dictionary) {

    /** Bytes of {@code struct ArrowSchema}. */
    public static final int STRUCT_BYTES = 72;

    private static final int FORMAT = 0;
    private static final int NAME = 8;
    private static final int METADATA = 16;
    private static final int CHILD_COUNT = 32;
    private static final int CHILDREN = 40;
    private static final int DICTIONARY = 48;

    public ArrowField {
        metadata = Map.copyOf(metadata);
        children = List.copyOf(children);
    }

    /** Reads the {@code struct ArrowSchema} at {@code address}; the caller releases it. */
    public static ArrowField read(long address) {
        ByteBuffer struct = NativeMemory.copy(address, STRUCT_BYTES);
        int count = Math.toIntExact(struct.getLong(CHILD_COUNT));
        ByteBuffer pointers = NativeMemory.copy(struct.getLong(CHILDREN), count * Long.BYTES);
        List<ArrowField> children = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            children.add(read(pointers.getLong(i * Long.BYTES)));
        }
        long name = struct.getLong(NAME);
        long dictionary = struct.getLong(DICTIONARY);
        return new ArrowField(
                NativeMemory.string(struct.getLong(FORMAT)),
                name == 0 ? "" : NativeMemory.string(name),
                readMetadata(struct.getLong(METADATA)),
                children,
                dictionary == 0 ? null : read(dictionary));
    }

    /** The name of the extension type, or the empty string. */
    public String extension() {
        return metadata.getOrDefault("ARROW:extension:name", "");
    }

    /** What else is known of the extension type, or the empty string. */
    public String extensionMetadata() {
        return metadata.getOrDefault("ARROW:extension:metadata", "");
    }

    /** A count, then per entry the length and bytes of its key and of its value; every number an int32. */
    private static Map<String, String> readMetadata(long address) {
        Map<String, String> entries = new HashMap<>();
        if (address != 0) {
            int count = NativeMemory.copy(address, Integer.BYTES).getInt(0);
            long at = address + Integer.BYTES;
            for (int i = 0; i < count; i++) {
                byte[] key = readSized(at);
                at += Integer.BYTES + key.length;
                byte[] value = readSized(at);
                at += Integer.BYTES + value.length;
                entries.put(new String(key, StandardCharsets.UTF_8), new String(value, StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    private static byte[] readSized(long address) {
        int length = NativeMemory.copy(address, Integer.BYTES).getInt(0);
        return NativeMemory.bytes(address + Integer.BYTES, length);
    }
}
