package dev.colonnade.arrow.compute;

/** Bytes of UTF-8. */
final class Utf8 {
    private Utf8() {}

    /** Whether the byte is within a character and not its first. */
    static boolean isContinuation(byte b) {
        return (b & 0xc0) == 0x80;
    }

    /** How many characters (code points) begin in the bytes. */
    static int length(byte[] bytes, int from, int to) {
        int length = 0;
        for (int i = from; i < to; i++) {
            length += isContinuation(bytes[i]) ? 0 : 1;
        }
        return length;
    }

    /** Where the first {@code part} begins in {@code text}, or -1. */
    static int find(byte[] text, int from, int to, byte[] part, int partFrom, int partTo) {
        int size = partTo - partFrom;
        if (size == 0) {
            return from;
        }
        byte first = part[partFrom];
        for (int i = from; i <= to - size; i++) {
            if (text[i] == first && java.util.Arrays.equals(text, i, i + size, part, partFrom, partTo)) {
                return i;
            }
        }
        return -1;
    }
}
