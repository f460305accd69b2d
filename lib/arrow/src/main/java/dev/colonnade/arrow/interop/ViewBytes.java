package dev.colonnade.arrow.interop;

import dev.colonnade.batch.ColumnVector;
import dev.colonnade.type.DataType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Strings and binaries of Arrow's view layout: 16 bytes a value, which hold its length and either all of up to 12 bytes or the
 * buffer and the place where they begin.
 */
final class ViewBytes {
    private static final int VIEW = 16;
    private static final int INLINE = 12;

    private final ByteBuffer views;
    private final ArrowData data;
    private final @Nullable ByteBuffer[] variadic;

    private ViewBytes(ArrowData data) {
        this.data = data;
        this.views = data.buffers().get(1).view((long) data.end() * VIEW);
        this.variadic = new @Nullable ByteBuffer[data.buffers().size() - 2];
    }

    /** The values one after the other. */
    static ColumnVector copy(DataType type, ArrowData data, @Nullable ByteBuffer validity) {
        return new ViewBytes(data).copy(type, validity);
    }

    private ColumnVector copy(DataType type, @Nullable ByteBuffer validity) {
        int end = data.end();
        ByteBuffer offsets = VectorImport.heap((end + 1L) * Integer.BYTES);
        long total = 0;
        long[] needed = new long[variadic.length];
        for (int i = 0; i < end; i++) {
            int size = size(i, validity);
            if (size > INLINE) {
                int buffer = views.getInt(i * VIEW + 8);
                needed[buffer] = Math.max(needed[buffer], (long) views.getInt(i * VIEW + 12) + size);
            }
            total += size;
            if (total > Integer.MAX_VALUE) {
                throw ArrowErrors.tooLarge(total);
            }
            offsets.putInt((i + 1) * Integer.BYTES, (int) total);
        }
        Arrays.setAll(variadic, i -> data.buffers().get(i + 2).view(needed[i]));
        ByteBuffer bytes = VectorImport.heap(total);
        for (int i = 0; i < end; i++) {
            put(bytes, offsets.getInt(i * Integer.BYTES), i, size(i, validity));
        }
        return ColumnVector.ofVar(type, end, validity, offsets, bytes);
    }

    /** Nothing of what is null or comes before the array. */
    private int size(int i, @Nullable ByteBuffer validity) {
        boolean counts = i >= data.offset() && (validity == null || (validity.get(i >> 3) >> (i & 7) & 1) != 0);
        return counts ? views.getInt(i * VIEW) : 0;
    }

    private void put(ByteBuffer target, int at, int i, int size) {
        if (size <= INLINE) {
            target.put(at, views, i * VIEW + Integer.BYTES, size);
        } else {
            ByteBuffer source = variadic[views.getInt(i * VIEW + 8)];
            if (source != null) {
                target.put(at, source, views.getInt(i * VIEW + 12), size);
            }
        }
    }
}
