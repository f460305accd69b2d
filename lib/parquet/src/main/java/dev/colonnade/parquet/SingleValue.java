package dev.colonnade.parquet;

import dev.colonnade.error.ColonnadeException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** One stored value, such as a minimum in a footer, to be read as the values of a column are. */
record SingleValue(ColumnDescriptor column, Object value) implements ColumnReader {

    /** The Java value of the leaf's type; null if the stored value is none of its type. */
    static @Nullable Object of(Shape.Leaf leaf, Object stored) {
        LeafBuilder builder = LeafBuilder.of(leaf, 1);
        try {
            builder.add(new SingleValue(leaf.column(), stored));
        } catch (LeafBuilder.Misfit | ColonnadeException e) {
            return null;
        }
        return builder.done().valueAt(0);
    }

    @Override
    public int getInteger() {
        return (Integer) value;
    }

    @Override
    public long getLong() {
        return (Long) value;
    }

    @Override
    public boolean getBoolean() {
        return (Boolean) value;
    }

    @Override
    public float getFloat() {
        return (Float) value;
    }

    @Override
    public double getDouble() {
        return (Double) value;
    }

    @Override
    public Binary getBinary() {
        return (Binary) value;
    }

    @Override
    public ColumnDescriptor getDescriptor() {
        return column;
    }

    @Override
    public int getCurrentRepetitionLevel() {
        return 0;
    }

    @Override
    public int getCurrentDefinitionLevel() {
        return column.getMaxDefinitionLevel();
    }

    @Override
    @Deprecated
    public long getTotalValueCount() {
        return 1;
    }

    @Override
    public void consume() {
        throw new UnsupportedOperationException("There is one value.");
    }

    @Override
    public void skip() {
        throw new UnsupportedOperationException("There is one value.");
    }

    @Override
    public void writeCurrentValueToConverter() {
        throw new UnsupportedOperationException("There is no converter.");
    }

    @Override
    public int getCurrentValueDictionaryID() {
        throw new UnsupportedOperationException("There is no dictionary.");
    }
}
