package dev.colonnade.batch;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/** Hands bytes to a channel in pieces of bounded size, and knows how many came before. */
final class IpcSink {
    private static final int PIECE = 1 << 16;

    private final WritableByteChannel out;
    private final ByteBuffer pending = ByteBuffer.allocate(PIECE);
    private long position;

    IpcSink(WritableByteChannel out) {
        this.out = out;
    }

    /** Bytes put so far. */
    long position() {
        return position;
    }

    /** Puts what {@code bytes} holds between its position and limit. */
    void put(ByteBuffer bytes) {
        int at = bytes.position();
        while (at < bytes.limit()) {
            int count = Math.min(room(), bytes.limit() - at);
            pending.put(pending.position(), bytes, at, count);
            advance(count);
            at += count;
        }
    }

    void putZeros(long count) {
        for (long left = count; left > 0; ) {
            int piece = (int) Math.min(room(), left);
            Arrays.fill(pending.array(), pending.position(), pending.position() + piece, (byte) 0);
            advance(piece);
            left -= piece;
        }
    }

    /** Puts zeros up to the next multiple of {@code alignment}. */
    void align(int alignment) {
        putZeros(Math.floorMod(-position, alignment));
    }

    void flush() {
        pending.flip();
        try {
            while (pending.hasRemaining()) {
                out.write(pending);
            }
        } catch (IOException e) {
            throw new ColonnadeException(ErrorCode.IO, "Cannot write rows: " + e.getMessage() + ".", e);
        }
        pending.clear();
    }

    private int room() {
        if (!pending.hasRemaining()) {
            flush();
        }
        return pending.remaining();
    }

    private void advance(int count) {
        pending.position(pending.position() + count);
        position += count;
    }
}
