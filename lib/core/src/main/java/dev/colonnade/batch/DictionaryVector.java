package dev.colonnade.batch;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Values that are positions in a dictionary; the Java value of each entry is made once. */
final class DictionaryVector extends ColumnVector {
    private final ByteBuffer positions;
    private final ColumnVector dictionary;
    private final @Nullable Object[] decoded;

    DictionaryVector(
            int length, @Nullable ByteBuffer validity, ByteBuffer positions, ColumnVector dictionary, int offset) {
        this(length, validity, positions, dictionary, offset, new @Nullable Object[dictionary.length()]);
    }

    private DictionaryVector(
            int length,
            @Nullable ByteBuffer validity,
            ByteBuffer positions,
            ColumnVector dictionary,
            int offset,
            @Nullable Object[] decoded) {
        super(dictionary.type(), length, validity, offset);
        this.positions = positions;
        this.dictionary = dictionary;
        this.decoded = decoded;
    }

    @Override
    public boolean isNull(int index) {
        return super.isNull(index) || dictionary.isNull(position(index));
    }

    @Override
    public boolean hasNoValidity() {
        return super.hasNoValidity() && dictionary.hasNoValidity();
    }

    @Override
    Object nonNullAt(int index) {
        int position = position(index);
        Object known = decoded[position];
        if (known == null) {
            known = dictionary.nonNullAt(position);
            decoded[position] = known; // racing threads store equal values
        }
        return known;
    }

    @Override
    public String stringAt(int index) {
        return nonNullAt(index) instanceof String string ? string : dictionary.stringAt(position(index));
    }

    @Override
    public boolean boolAt(int index) {
        return dictionary.boolAt(position(index));
    }

    @Override
    public ColumnVector listAt(int index) {
        return dictionary.listAt(position(index));
    }

    @Override
    public byte[] bytesAt(int index) {
        return dictionary.bytesAt(position(index));
    }

    @Override
    public long longAt(int index) {
        return dictionary.longAt(position(index));
    }

    @Override
    public double doubleAt(int index) {
        return dictionary.doubleAt(position(index));
    }

    private int position(int index) {
        return positions.getInt((offset() + index) * Integer.BYTES);
    }

    @Override
    ColumnVector sliced(int from, int count) {
        return new DictionaryVector(count, validity(), positions, dictionary, offset() + from, decoded);
    }

    @Override
    long ownBytes() {
        return positions.capacity() + dictionary.sizeBytes();
    }
}
