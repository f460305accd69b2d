package dev.colonnade.arrow.compute;

import dev.colonnade.batch.Blocks;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.type.DataType;
import java.util.ArrayList;
import java.util.List;

/** The nodes that read: columns, fields of structs, constants. */
final class Leaves {
    private Leaves() {}

    /** A column of the batch. */
    static final class ColumnNode extends Node {
        private final int index;

        ColumnNode(int register, DataType type, int index) {
            super(register, type);
            this.index = index;
        }

        @Override
        void fill(Frame frame, int count, Lanes out) {
            out.load(frame.column(index), frame.from(), count);
        }

        /** The fields at {@code path} below this column of structs. */
        FieldNode field(int register, DataType fieldType, List<Integer> path) {
            return new FieldNode(register, fieldType, index, path);
        }
    }

    /** A field of a struct, or of a struct in it: null where one of the structs is. */
    static final class FieldNode extends Node {
        private final int index;
        private final List<Integer> path;

        FieldNode(int register, DataType type, int index, List<Integer> path) {
            super(register, type);
            this.index = index;
            this.path = List.copyOf(path);
        }

        /** The fields at {@code more} below this one. */
        FieldNode field(int register, DataType fieldType, int more) {
            List<Integer> longer = new ArrayList<>(path);
            longer.add(more);
            return new FieldNode(register, fieldType, index, longer);
        }

        @Override
        void fill(Frame frame, int count, Lanes out) {
            ColumnVector vector = Blocks.withoutDictionary(frame.column(index).slice(frame.from(), count));
            byte[] present = new byte[count];
            byte[] above = new byte[count];
            boolean hasNulls = Blocks.presence(vector, 0, count, above);
            for (int step : path.subList(0, path.size() - 1)) {
                vector = Blocks.withoutDictionary(vector.child(step));
                hasNulls |= Blocks.presence(vector, 0, count, present);
                for (int i = 0; i < count; i++) {
                    above[i] &= present[i];
                }
            }
            out.load(vector.child(path.get(path.size() - 1)), 0, count);
            if (hasNulls) {
                hide(out, above, count);
            }
        }

        private void hide(Lanes out, byte[] above, int count) {
            for (int i = 0; i < count; i++) {
                if (shape() == Shape.TRUTH) {
                    out.truth[i] = above[i] == 0 ? Lanes.UNKNOWN : out.truth[i];
                } else {
                    out.presence[i] &= above[i];
                }
            }
            out.hasNulls = true;
        }
    }

    /** One value for every row. */
    static final class ConstantNode extends Node {
        private final ColumnVector value;

        /** @param value one row */
        ConstantNode(int register, ColumnVector value) {
            super(register, value.type());
            this.value = value;
        }

        @Override
        boolean isConstant() {
            return true;
        }

        @Override
        void fill(Frame frame, int count, Lanes out) {
            out.load(value, 0, 1);
            out.spread(count);
        }
    }
}
