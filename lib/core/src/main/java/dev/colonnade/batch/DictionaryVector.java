package dev.colonnade.batch;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.DataType;
import java.nio.ByteBuffer;
import java.util.Arrays;
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
        int position = positions.getInt((offset() + index) * Integer.BYTES);
        if (position < 0 || position >= dictionary.length()) {
            throw new ColonnadeException(
                    ErrorCode.CORRUPT_FILE,
                    "A value is entry " + position + " of a dictionary of " + dictionary.length()
                            + ": the data is damaged, write it again.");
        }
        return position;
    }

    /** Other positions in the same dictionary, whose entries are still decoded once. */
    DictionaryVector over(int length, @Nullable ByteBuffer validity, ByteBuffer otherPositions) {
        return new DictionaryVector(length, validity, otherPositions, dictionary, 0, decoded);
    }

    @Override
    public ColumnVector dictionary() {
        return dictionary;
    }

    @Override
    public ColumnVector positions() {
        return new FixedVector(DataType.INT32, length(), validity(), positions, offset());
    }

    /** The entry of each value of {@code rows}, {@link Gather#NONE} where that is one or the value is null. */
    int[] positionsOf(int[] rows) {
        int[] entries = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            entries[i] = rows[i] == Gather.NONE || isNull(rows[i]) ? Gather.NONE : position(rows[i]);
        }
        return entries;
    }

    /** The same values without a dictionary. */
    ColumnVector decoded() {
        int[] rows = new int[length()];
        Arrays.setAll(rows, i -> i);
        return Gather.of(dictionary, positionsOf(rows));
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
