package dev.colonnade.batch;

import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an IPC file as views of buffers, which may be more than one buffer can hold: window {@code i} begins at
 * {@code i * step}, and neighbours overlap, so that any {@code step} bytes lie within one window. What does not is mapped
 * by itself, as long as the channel is open.
 */
final class IpcBytes {
    private static final long MAP_STEP = 1L << 30;
    private static final long MAP_LENGTH = Integer.MAX_VALUE;

    private final IpcErrors errors;
    private final long size;
    private final long step;
    private final List<ByteBuffer> windows;
    private final @Nullable FileChannel channel;

    private IpcBytes(IpcErrors errors, long size, long step, List<ByteBuffer> windows, @Nullable FileChannel channel) {
        this.channel = channel;
        this.errors = errors;
        this.size = size;
        this.step = step;
        this.windows = windows;
    }

    static IpcBytes of(ByteBuffer bytes, IpcErrors errors) {
        return new IpcBytes(errors, bytes.remaining(), Long.MAX_VALUE, List.of(bytes.slice()), null);
    }

    /** The whole file, mapped read-only; the mapping outlives the channel. */
    static IpcBytes map(FileChannel channel, IpcErrors errors) throws IOException {
        return map(channel, errors, MAP_STEP, MAP_LENGTH);
    }

    static IpcBytes map(FileChannel channel, IpcErrors errors, long step, long length) throws IOException {
        long size = channel.size();
        List<ByteBuffer> windows = new ArrayList<>();
        long start = 0;
        do {
            windows.add(channel.map(FileChannel.MapMode.READ_ONLY, start, Math.min(length, size - start)));
            start += step;
        } while (start < size && start - step + length < size);
        return new IpcBytes(errors, size, step, windows, channel);
    }

    long size() {
        return size;
    }

    /**
     * A little-endian view of {@code length} bytes from {@code offset}.
     *
     * @throws dev.colonnade.error.DatasetException CORRUPT_FILE where those are not within the file, UNSUPPORTED_FILE where
     *     they are too many for one buffer
     */
    ByteBuffer slice(long offset, long length) {
        if (offset < 0 || length < 0 || length > size - offset) {
            throw errors.corrupt("Names " + length + " bytes at " + offset + " of its " + size + ".");
        }
        int first = (int) Math.min(offset / step, windows.size() - 1L);
        ByteBuffer window = windows.get(first);
        long start = offset - first * step;
        return length <= window.capacity() - start
                ? window.slice((int) start, (int) length).order(ByteOrder.LITTLE_ENDIAN)
                : mapped(offset, length);
    }

    private ByteBuffer mapped(long offset, long length) {
        if (channel == null || length > Integer.MAX_VALUE) {
            throw errors.unsupported(
                    "Holds a buffer of " + length + " bytes, over 2 GiB: write it in smaller batches.");
        }
        try {
            return channel.map(FileChannel.MapMode.READ_ONLY, offset, length).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw errors.of(ErrorCode.NOT_READABLE, "Cannot be mapped: " + e.getMessage() + ".", e);
        }
    }
}
