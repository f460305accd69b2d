package dev.colonnade.batch;

import dev.colonnade.type.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies chosen values of a vector into a new one of the same type, in heap buffers. */
final class Gather {
    /** Stands for a null among the positions. */
    static final int NONE = -1;

    private final int[] positions;

    private Gather(int[] positions) {
        this.positions = positions;
    }

    /**
     * The values of {@code from} at {@code positions}, null for {@link #NONE}.
     *
     * @throws ArithmeticException if they take more than 2 GiB
     */
    static ColumnVector of(ColumnVector from, int[] positions) {
        int[] known = new int[positions.length];
        for (int i = 0; i < known.length; i++) {
            known[i] = positions[i] == NONE || from.isNull(positions[i]) ? NONE : positions[i];
        }
        return new Gather(known).gather(from);
    }

    private ColumnVector gather(ColumnVector from) {
        if (from instanceof FixedVector fixed) {
            return ColumnVector.ofFixed(from.type(), positions.length, validity(), fixed(fixed.window(), from.type()));
        }
        if (from instanceof BoolVector bools) {
            return ColumnVector.ofBits(positions.length, validity(), bits(bools));
        }
        if (from instanceof VarVector var) {
            return var(var);
        }
        if (from instanceof ListVector list) {
            return list(list);
        }
        if (from instanceof StructVector struct) {
            List<ColumnVector> members = new ArrayList<>();
            for (int i = 0; i < struct.memberCount(); i++) {
                members.add(of(struct.child(i), positions));
            }
            return ColumnVector.ofStruct(from.type(), positions.length, validity(), members);
        }
        if (from instanceof DictionaryVector encoded) {
            return of(encoded.dictionary(), encoded.positionsOf(positions));
        }
        return ColumnVector.ofNulls(from.type(), positions.length);
    }

    private ByteBuffer fixed(ByteBuffer values, DataType type) {
        int width = FixedLayout.of(type).width(type);
        ByteBuffer out = buffer(Math.multiplyExact(positions.length, width));
        switch (width) {
            case Integer.BYTES -> {
                for (int i = 0; i < positions.length; i++) {
                    if (positions[i] != NONE) {
                        out.putInt(i * width, values.getInt(positions[i] * width));
                    }
                }
            }
            case Long.BYTES -> {
                for (int i = 0; i < positions.length; i++) {
                    if (positions[i] != NONE) {
                        out.putLong(i * width, values.getLong(positions[i] * width));
                    }
                }
            }
            default -> {
                for (int i = 0; i < positions.length; i++) {
                    if (positions[i] != NONE) {
                        out.put(i * width, values, positions[i] * width, width);
                    }
                }
            }
        }
        return out;
    }

    private ByteBuffer bits(BoolVector bools) {
        ByteBuffer out = buffer(Bits.bytes(positions.length));
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] != NONE && bools.boolAt(positions[i])) {
                Bits.set(out, i);
            }
        }
        return out;
    }

    private ColumnVector var(VarVector from) {
        ByteBuffer offsets = offsets();
        int total = 0;
        for (int i = 0; i < positions.length; i++) {
            total = positions[i] == NONE ? total : Math.addExact(total, from.sizeAt(positions[i]));
            offsets.putInt((i + 1) * Integer.BYTES, total);
        }
        ByteBuffer bytes = buffer(total);
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] != NONE) {
                int start = offsets.getInt(i * Integer.BYTES);
                int size = offsets.getInt((i + 1) * Integer.BYTES) - start;
                bytes.put(start, from.bytes(), from.start(positions[i]), size);
            }
        }
        return ColumnVector.ofVar(from.type(), positions.length, validity(), offsets, bytes);
    }

    private ColumnVector list(ListVector from) {
        ByteBuffer offsets = offsets();
        int total = 0;
        for (int i = 0; i < positions.length; i++) {
            total = positions[i] == NONE ? total : Math.addExact(total, from.sizeAt(positions[i]));
            offsets.putInt((i + 1) * Integer.BYTES, total);
        }
        int[] elements = new int[total];
        for (int i = 0; i < positions.length; i++) {
            int start = offsets.getInt(i * Integer.BYTES);
            for (int at = start; at < offsets.getInt((i + 1) * Integer.BYTES); at++) {
                elements[at] = from.start(positions[i]) + at - start;
            }
        }
        return ColumnVector.ofList(from.type(), positions.length, validity(), offsets, of(from.child(), elements));
    }

    private @Nullable ByteBuffer validity() {
        ByteBuffer bits = buffer(Bits.bytes(positions.length));
        boolean nulls = false;
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] == NONE) {
                nulls = true;
            } else {
                Bits.set(bits, i);
            }
        }
        return nulls ? bits : null;
    }

    private ByteBuffer offsets() {
        return buffer(Math.multiplyExact(positions.length + 1, Integer.BYTES));
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
