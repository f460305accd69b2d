package dev.colonnade.cdata;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An array of the C data interface: how many values, from which position of its buffers, and where the buffers lie.
 *
 * @param nullCount -1 if not counted
 * @param buffers addresses; 0 for an absent one
 * @param owner keeps the buffers for as long as views of them are reachable; null if they have to be copied
 */
public record ArrowArray(
        int length,
        long nullCount,
        int offset,
        List<Long> buffers,
        List<ArrowArray> children,
        @Nullable ArrowArray dictionary,
        @Nullable NativeOwner owner) {

    /** Bytes of {@code struct ArrowArray}. */
    public static final int STRUCT_BYTES = 80;

    private static final int LENGTH = 0;
    private static final int NULL_COUNT = 8;
    private static final int OFFSET = 16;
    private static final int BUFFER_COUNT = 24;
    private static final int CHILD_COUNT = 32;
    private static final int BUFFERS = 40;
    private static final int CHILDREN = 48;
    private static final int DICTIONARY = 56;
    private static final int RELEASE = 64;

    public ArrowArray {
        buffers = List.copyOf(buffers);
        children = List.copyOf(children);
    }

    /** Whether the struct at the front of {@code struct} is released, which is how a stream says that it ended. */
    public static boolean isReleased(ByteBuffer struct) {
        return struct.getLong(RELEASE) == 0;
    }

    /** Reads the {@code struct ArrowArray} at {@code address}, valid until the caller releases it. */
    public static ArrowArray read(long address) {
        return read(address, null);
    }

    /** The same for a struct that {@code owner} releases, of which vectors may therefore be views. */
    public static ArrowArray readOwned(long address, NativeOwner owner) {
        return read(address, owner);
    }

    private static ArrowArray read(long address, @Nullable NativeOwner owner) {
        ByteBuffer struct = NativeMemory.copy(address, STRUCT_BYTES);
        List<ArrowArray> children = new ArrayList<>();
        for (long child : pointers(struct.getLong(CHILDREN), struct.getLong(CHILD_COUNT))) {
            children.add(read(child, owner));
        }
        long dictionary = struct.getLong(DICTIONARY);
        return new ArrowArray(
                Math.toIntExact(struct.getLong(LENGTH)),
                struct.getLong(NULL_COUNT),
                Math.toIntExact(struct.getLong(OFFSET)),
                pointers(struct.getLong(BUFFERS), struct.getLong(BUFFER_COUNT)),
                children,
                dictionary == 0 ? null : read(dictionary, owner),
                owner);
    }

    /** The bytes at an address among the buffers: a view if the array has an owner, else a copy. */
    ByteBuffer bytes(long address, int length) {
        return owner == null || length == 0 ? NativeMemory.copy(address, length) : owner.view(address, length);
    }

    private static List<Long> pointers(long address, long count) {
        int size = Math.toIntExact(count);
        ByteBuffer memory = NativeMemory.copy(address, size * Long.BYTES);
        List<Long> pointers = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            pointers.add(memory.getLong(i * Long.BYTES));
        }
        return pointers;
    }
}
