package dev.colonnade.parquet;

import dev.colonnade.batch.ColumnVector;
import dev.colonnade.parquet.LeafCursor.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.ParquetDecodingException;

/** Puts the leaves of a column together again. */
final class Assembly {
    private final Map<Shape.Leaf, Taken> leaves;

    private Assembly(Map<Shape.Leaf, Taken> leaves) {
        this.leaves = leaves;
    }

    /** @throws ParquetDecodingException if the leaves do not belong together */
    static ColumnVector of(Shape shape, Map<Shape.Leaf, Taken> leaves) {
        return new Assembly(leaves).vector(shape);
    }

    private ColumnVector vector(Shape shape) {
        if (shape instanceof Shape.Leaf leaf) {
            return taken(leaf).values();
        }
        return shape instanceof Shape.Members members ? members(members) : repeated((Shape.Repeated) shape);
    }

    private Taken taken(Shape.Leaf leaf) {
        Taken taken = leaves.get(leaf);
        if (taken == null) {
            throw new IllegalStateException("Leaf " + leaf.column() + " was not read.");
        }
        return taken;
    }

    private ColumnVector members(Shape.Members shape) {
        Taken first = taken(shape.leaves().get(0));
        Shape.Levels levels = shape.levels();
        Buffers.Bits validity = new Buffers.Bits(first.triplets());
        for (int i = 0; i < first.triplets(); i++) {
            if (isSlot(first, i, levels)) {
                validity.add(first.definitions()[i] >= levels.defined());
            }
        }
        List<ColumnVector> members = new ArrayList<>();
        for (Shape member : shape.members()) {
            ColumnVector values = vector(member);
            if (values.length() != validity.count()) {
                throw new ParquetDecodingException("its parts do not have equally many values");
            }
            members.add(values);
        }
        return ColumnVector.ofStruct(shape.type(), validity.count(), validity.validity(), members);
    }

    private ColumnVector repeated(Shape.Repeated shape) {
        Taken first = taken(shape.leaves().get(0));
        Shape.Levels levels = shape.levels();
        Shape.Levels inside = shape.element().levels();
        Buffers.Bits validity = new Buffers.Bits(first.triplets());
        Buffers.Bytes offsets = new Buffers.Bytes((first.triplets() + 1) * Integer.BYTES);
        int elements = 0;
        for (int i = 0; i < first.triplets(); i++) {
            if (isSlot(first, i, levels)) {
                validity.add(first.definitions()[i] >= levels.defined());
                offsets.room(Integer.BYTES).putInt(elements);
            }
            elements += isSlot(first, i, inside) ? 1 : 0;
        }
        offsets.room(Integer.BYTES).putInt(elements);
        ColumnVector child = vector(shape.element());
        if (child.length() != elements) {
            throw new ParquetDecodingException("its lists and their elements do not belong together");
        }
        return ColumnVector.ofList(shape.type(), validity.count(), validity.validity(), offsets.done(), child);
    }

    private static boolean isSlot(Taken leaf, int triplet, Shape.Levels levels) {
        return leaf.repetitions()[triplet] <= levels.repetition() && leaf.definitions()[triplet] >= levels.slot();
    }
}
