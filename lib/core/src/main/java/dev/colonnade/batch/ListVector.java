package dev.colonnade.batch;

import dev.colonnade.type.DataType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists and maps: int32 offsets into a child vector. */
final class ListVector extends ColumnVector {
    private final ByteBuffer offsets;
    private final ColumnVector child;

    ListVector(
            DataType type,
            int length,
            @Nullable ByteBuffer validity,
            ByteBuffer offsets,
            ColumnVector child,
            int offset) {
        super(type, length, validity, offset);
        this.offsets = offsets;
        this.child = child;
    }

    @Override
    public ColumnVector listAt(int index) {
        return child.slice(start(index), sizeAt(index));
    }

    @Override
    public ColumnVector elements() {
        return offset() == 0 ? child : super.elements();
    }

    @Override
    Object nonNullAt(int index) {
        ColumnVector values = listAt(index);
        if (type() instanceof DataType.MapType) {
            Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
            ColumnVector keys = values.child(0);
            ColumnVector mapped = values.child(1);
            for (int i = 0; i < values.length(); i++) {
                map.put(keys.valueAt(i), mapped.valueAt(i));
            }
            return Collections.unmodifiableMap(map);
        }
        List<@Nullable Object> list = new ArrayList<>(values.length());
        for (int i = 0; i < values.length(); i++) {
            list.add(values.valueAt(i));
        }
        return Collections.unmodifiableList(list);
    }

    /** Where the value begins in {@link #child()}. */
    int start(int index) {
        return offsets.getInt((offset() + index) * Integer.BYTES);
    }

    /** How many elements the value has. */
    int sizeAt(int index) {
        int start = start(index);
        int end = start(index + 1);
        Offsets.check(start, end, child.length());
        return end - start;
    }

    ByteBuffer offsets() {
        return offsets;
    }

    ColumnVector child() {
        return child;
    }

    @Override
    ColumnVector sliced(int from, int count) {
        return new ListVector(type(), count, validity(), offsets, child, offset() + from);
    }

    @Override
    long ownBytes() {
        return offsets.capacity() + child.sizeBytes();
    }
}
