package dev.colonnade.source;

import dev.colonnade.source.ThriftShape.Member;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decodes structs of the Thrift compact protocol. Fields that a shape does not have, or not with the type found, are passed
 * over, as Thrift's own readers do; whatever does not decode is refused.
 *
 * @see <a href="https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md">Thrift compact protocol</a>
 */
final class ThriftReader {
    /** Structs, lists and maps of unknown fields that contain each other. */
    private static final int MAX_SKIPPED_DEPTH = 1_000;

    private static final int UUID_BYTES = 16;

    /** The bytes are not what they should be. */
    static final class Damaged extends Exception {
        Damaged(String message) {
            super(message);
        }
    }

    /** A list of structs and the bytes that it was decoded from. */
    static final class Decoded {
        private final byte[] bytes;
        private final int from;
        private final int to;
        private final ThriftStruct[] list;

        private Decoded(byte[] bytes, int from, int to, ThriftStruct[] list) {
            this.bytes = bytes;
            this.from = from;
            this.to = to;
            this.list = list;
        }
    }

    private final byte[] bytes;
    private final @Nullable ThriftShape repeating;
    private @Nullable Decoded repeated;
    private int position;

    /** The type of the field whose head was read last, and its number. */
    private int type;

    private int id;

    /** The value of a boolean field, which is in its head: -1 if there is none to take. */
    private int pendingBool = -1;

    ThriftReader(byte[] bytes) {
        this(bytes, null, null);
    }

    /**
     * @param repeating the shape of which most inputs have the same list
     * @param repeated that list where an input had it
     */
    ThriftReader(byte[] bytes, @Nullable ThriftShape repeating, @Nullable Decoded repeated) {
        this.bytes = bytes;
        this.repeating = repeating;
        this.repeated = repeated;
    }

    /** The list of the repeating shape: the same as before, unless other bytes were found. */
    @Nullable
    Decoded repeated() {
        return repeated;
    }

    /** Where the next byte is. */
    int position() {
        return position;
    }

    ThriftStruct struct(ThriftShape shape) throws Damaged {
        int outer = id;
        id = 0;
        ThriftStruct struct = shape.isUnion() ? union(shape) : fields(shape);
        id = outer;
        return struct;
    }

    private ThriftStruct fields(ThriftShape shape) throws Damaged {
        ThriftStruct struct = new ThriftStruct(bytes, shape);
        while (head()) {
            Member member = shape.member(id);
            if (member != null && member.type() == type) {
                value(member, struct);
            } else {
                skip(type, 0);
            }
        }
        if ((struct.present() & shape.required()) != shape.required()) {
            throw new Damaged("A required field of a " + shape.name() + " is missing.");
        }
        return struct;
    }

    /** One field, and the end mark, whatever it is. */
    private ThriftStruct union(ThriftShape shape) throws Damaged {
        ThriftStruct struct = new ThriftStruct(bytes, shape);
        if (!head()) {
            throw new Damaged("A " + shape.name() + " is empty.");
        }
        Member member = shape.member(id);
        if (member != null && type == ThriftShape.STRUCT) {
            value(member, struct);
        } else {
            skip(type, 0);
        }
        head();
        return struct;
    }

    /** Reads the head of a field; false at the end of the struct. */
    private boolean head() throws Damaged {
        int head = next();
        if (head == 0) {
            type = ThriftShape.STOP;
            return false;
        }
        int delta = head >> 4 & 0xF;
        id = (short) (delta == 0 ? unzigzag(varint()) : id + delta);
        type = type(head & 0xF);
        if (type == ThriftShape.BOOL) {
            pendingBool = (head & 0xF) == 1 ? 1 : 0;
        }
        return type != ThriftShape.STOP;
    }

    private static int type(int code) throws Damaged {
        if (code > ThriftShape.UUID) {
            throw new Damaged("There is no type " + code + ".");
        }
        return code == 2 ? ThriftShape.BOOL : code;
    }

    private void value(Member member, ThriftStruct struct) throws Damaged {
        ThriftShape shape = member.shape();
        if (member.type() == ThriftShape.LIST) {
            struct.set(member.id(), shape == null ? numbers(member) : structs(shape));
        } else if (shape != null) {
            struct.set(member.id(), struct(shape));
        } else {
            long number = number(member.type());
            if (isKnown(member, number)) {
                struct.set(member.id(), number);
            } else {
                struct.clear(member.id());
            }
        }
    }

    private static boolean isKnown(Member member, long number) {
        return member.known() == 0 || number >= 0 && number < Long.SIZE && (member.known() >> number & 1) != 0;
    }

    private ThriftStruct[] structs(ThriftShape shape) throws Damaged {
        if (shape != repeating) {
            return decoded(shape);
        }
        Decoded before = repeated;
        if (before != null && begins(before)) {
            position += before.to - before.from;
            return before.list;
        }
        int from = position;
        ThriftStruct[] list = decoded(shape);
        repeated = new Decoded(bytes, from, position, list);
        return list;
    }

    private boolean begins(Decoded before) {
        int end = position + before.to - before.from;
        return pendingBool < 0
                && end <= bytes.length
                && Arrays.equals(bytes, position, end, before.bytes, before.from, before.to);
    }

    private ThriftStruct[] decoded(ThriftShape shape) throws Damaged {
        int size = listSize();
        ThriftStruct[] list = new ThriftStruct[size];
        for (int i = 0; i < size; i++) {
            list[i] = struct(shape);
        }
        return list;
    }

    private long[] numbers(Member member) throws Damaged {
        int size = listSize();
        long[] list = new long[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            long number = number(member.element());
            if (isKnown(member, number)) {
                list[count++] = number;
            }
        }
        return count == size ? list : Arrays.copyOf(list, count);
    }

    /** Reads the head of a list or set. Its elements take a byte or more each, and are what the shape says, not the head. */
    private int listSize() throws Damaged {
        int head = next();
        int size = head >> 4 & 0xF;
        if (size == 0xF) {
            size = varint();
        }
        type = type(head & 0xF);
        checkSize(size, type);
        return size;
    }

    private void checkSize(int size, int element) throws Damaged {
        int least = element == ThriftShape.DOUBLE ? Double.BYTES : 1;
        if (size < 0 || (long) size * least > bytes.length || element == ThriftShape.UUID) {
            throw new Damaged("A list cannot have " + size + " elements of type " + element + ".");
        }
    }

    /** A plain value, or a text as {@link ThriftStruct#text} makes one. */
    private long number(int of) throws Damaged {
        switch (of) {
            case ThriftShape.BOOL:
                return bool();
            case ThriftShape.BYTE:
                return (byte) next();
            case ThriftShape.I16:
                return (short) unzigzag(varint());
            case ThriftShape.I32:
                return unzigzag(varint());
            case ThriftShape.I64:
                long encoded = varlong();
                return encoded >>> 1 ^ -(encoded & 1);
            case ThriftShape.DOUBLE:
                return pass(Double.BYTES);
            case ThriftShape.BINARY:
                int length = varint();
                return ThriftStruct.text(pass(length), length);
            default:
                throw new Damaged("A value cannot have type " + of + ".");
        }
    }

    private long bool() throws Damaged {
        int pending = pendingBool;
        pendingBool = -1;
        return pending >= 0 ? pending : next() == 1 ? 1 : 0;
    }

    private void skip(int of, int depth) throws Damaged {
        if (depth > MAX_SKIPPED_DEPTH) {
            throw new Damaged("Unknown fields are nested too deeply.");
        }
        if (of == ThriftShape.STRUCT) {
            int outer = id;
            id = 0;
            while (head()) {
                skip(type, depth + 1);
            }
            id = outer;
        } else if (of == ThriftShape.LIST || of == ThriftShape.SET) {
            int size = listSize();
            int element = type;
            for (int i = 0; i < size; i++) {
                skip(element, depth + 1);
            }
        } else if (of == ThriftShape.MAP) {
            skipMap(depth);
        } else if (of == ThriftShape.UUID) {
            pass(UUID_BYTES);
        } else {
            number(of);
        }
    }

    private void skipMap(int depth) throws Damaged {
        int size = varint();
        int types = size == 0 ? 0 : next();
        int key = type(types >> 4 & 0xF);
        int value = type(types & 0xF);
        checkSize(size, key);
        checkSize(size, value);
        for (int i = 0; i < size; i++) {
            skip(key, depth + 1);
            skip(value, depth + 1);
        }
    }

    // --- bytes

    private int next() throws Damaged {
        if (position >= bytes.length) {
            throw new Damaged("The bytes end early.");
        }
        return bytes[position++];
    }

    /** Goes on by {@code length} bytes. Where they begin. */
    private int pass(int length) throws Damaged {
        int start = position;
        if (length < 0 || length > bytes.length - start) {
            throw new Damaged("The bytes end before " + length + " more.");
        }
        position = start + length;
        return start;
    }

    /** However long it is: bits beyond the 32nd fall back on the first ones, as in Thrift's reader. */
    private int varint() throws Damaged {
        int result = 0;
        int shift = 0;
        while (true) {
            int part = next();
            result |= (part & 0x7F) << shift;
            if (part >= 0) {
                return result;
            }
            shift += 7;
        }
    }

    private long varlong() throws Damaged {
        long result = 0;
        int shift = 0;
        while (true) {
            int part = next();
            result |= (long) (part & 0x7F) << shift;
            if (part >= 0) {
                return result;
            }
            shift += 7;
        }
    }

    private static int unzigzag(int encoded) {
        return encoded >>> 1 ^ -(encoded & 1);
    }
}
