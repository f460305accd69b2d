package dev.colonnade.parquet;

import dev.colonnade.batch.ColumnVector;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.parquet.LeafWriters.LeafWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;

/** Takes the values of a column apart into the triplets of its leaves. */
abstract class Shredder {
    private final Shape.Levels levels;

    private Shredder(Shape.Levels levels) {
        this.levels = levels;
    }

    static Shredder of(Shape shape, ColumnWriteStore store) {
        if (shape instanceof Shape.Leaf leaf) {
            return new OfLeaf(leaf, store);
        }
        return shape instanceof Shape.Members members
                ? new OfMembers(members, store)
                : new OfRepeated((Shape.Repeated) shape, store);
    }

    /**
     * Writes {@code count} values from {@code from}, each the first of its row.
     *
     * @throws ColonnadeException CAST_FAILED if one cannot be stored
     */
    final void writeRows(ColumnVector values, int from, int count) {
        for (int i = from; i < from + count; i++) {
            write(values, i, 0);
        }
    }

    final void write(ColumnVector values, int index, int repetition) {
        if (values.isNull(index)) {
            if (levels.presence() == Shape.Presence.REQUIRED) {
                throw new ColonnadeException(ErrorCode.CAST_FAILED, "it is null, where the schema allows none");
            }
            writeNull(repetition, levels.defined() - 1);
        } else {
            writeValue(values, index, repetition);
        }
    }

    final Shape.Levels levels() {
        return levels;
    }

    abstract void writeValue(ColumnVector values, int index, int repetition);

    /** Writes that the node is not there from {@code definition} on down. */
    abstract void writeNull(int repetition, int definition);

    private static final class OfLeaf extends Shredder {
        private final ColumnWriter column;
        private final LeafWriter writer;

        OfLeaf(Shape.Leaf leaf, ColumnWriteStore store) {
            super(leaf.levels());
            this.column = store.getColumnWriter(leaf.column());
            this.writer = leaf.type().accept(new LeafWriters());
        }

        @Override
        void writeValue(ColumnVector values, int index, int repetition) {
            writer.put(column, values, index, repetition, levels().defined());
        }

        @Override
        void writeNull(int repetition, int definition) {
            column.writeNull(repetition, definition);
        }
    }

    private static final class OfMembers extends Shredder {
        private final List<Shredder> members = new ArrayList<>();

        OfMembers(Shape.Members shape, ColumnWriteStore store) {
            super(shape.levels());
            shape.members().forEach(member -> members.add(Shredder.of(member, store)));
        }

        @Override
        void writeValue(ColumnVector values, int index, int repetition) {
            for (int i = 0; i < members.size(); i++) {
                members.get(i).write(values.child(i), index, repetition);
            }
        }

        @Override
        void writeNull(int repetition, int definition) {
            members.forEach(member -> member.writeNull(repetition, definition));
        }
    }

    private static final class OfRepeated extends Shredder {
        private final Shredder element;

        OfRepeated(Shape.Repeated shape, ColumnWriteStore store) {
            super(shape.levels());
            this.element = Shredder.of(shape.element(), store);
        }

        @Override
        void writeValue(ColumnVector values, int index, int repetition) {
            ColumnVector elements = values.listAt(index);
            if (elements.length() == 0) {
                element.writeNull(repetition, levels().defined());
                return;
            }
            element.write(elements, 0, repetition);
            for (int i = 1; i < elements.length(); i++) {
                element.write(elements, i, levels().repetition() + 1);
            }
        }

        @Override
        void writeNull(int repetition, int definition) {
            element.writeNull(repetition, definition);
        }
    }
}
