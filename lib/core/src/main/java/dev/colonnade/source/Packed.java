package dev.colonnade.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers, texts and lists of texts one after the other in bytes; numbers big-endian, texts in UTF-8 behind their length. */
final class Packed {
    private Packed() {}

    static final class Writer {
        private byte[] bytes = new byte[512];
        private int size;

        void number(long value) {
            room(Long.BYTES);
            for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                bytes[size++] = (byte) (value >> shift);
            }
        }

        void text(String text) {
            bytes(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Null is another value than no bytes. */
        void bytes(byte @Nullable [] value) {
            number(value == null ? -1 : value.length);
            if (value != null) {
                room(value.length);
                System.arraycopy(value, 0, bytes, size, value.length);
                size += value.length;
            }
        }

        void texts(List<String> texts) {
            number(texts.size());
            for (String text : texts) {
                text(text);
            }
        }

        private void room(int more) {
            if (size + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
            }
        }

        /** Starts again. */
        void clear() {
            size = 0;
        }

        byte[] toBytes() {
            return Arrays.copyOf(bytes, size);
        }
    }

    /** Reads what a {@link Writer} wrote, in the same order. */
    static final class Reader {
        private final byte[] bytes;
        private int position;

        Reader(byte[] bytes, int position) {
            this.bytes = bytes;
            this.position = position;
        }

        long number() {
            long value = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                value = value << Byte.SIZE | bytes[position++] & 0xFF;
            }
            return value;
        }

        int integer() {
            return Math.toIntExact(number());
        }

        String text() {
            int length = integer();
            position += length;
            return new String(bytes, position - length, length, StandardCharsets.UTF_8);
        }

        byte @Nullable [] bytes() {
            int length = integer();
            if (length < 0) {
                return null;
            }
            position += length;
            return Arrays.copyOfRange(bytes, position - length, position);
        }

        List<String> texts() {
            int size = integer();
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                texts.add(text());
            }
            return texts;
        }
    }
}
