package dev.colonnade.arrow.compute;

import dev.colonnade.batch.Blocks;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.type.DataType;
import java.util.Arrays;

/**
 * The values of one block of rows, in the arrays of one {@link Shape}; reused from block to block. Where a row is null, its value
 * is anything.
 */
final class Lanes {
    /** The most rows of a block: some arrays of so many values stay in the nearest cache. */
    static final int ROWS = 1024;

    static final byte FALSE = 0;
    static final byte UNKNOWN = 1;
    static final byte TRUE = 3;

    private static final long[] NO_LONGS = {};
    private static final byte[] NO_BYTES = {};

    /** Of every shape but {@link Shape#TRUTH}: 1 where there is a value, 0 where there is none. */
    final byte[] presence;

    /** Whether there is a null, and {@link #presence} has to be looked at. */
    boolean hasNulls;

    /** Of {@link Shape#TRUTH}. */
    final byte[] truth;

    /** Of {@link Shape#LONG}; of {@link Shape#WIDE} the signed halves. */
    final long[] longs;

    /** Of {@link Shape#WIDE}: the unsigned halves. */
    final long[] lowers;

    /** Of {@link Shape#DOUBLE}. */
    final double[] doubles;

    /** Of {@link Shape#BYTES}: where each value begins in {@link #bytes}, and where the last ends. */
    final int[] starts;

    /** Of {@link Shape#BYTES}; grows. */
    byte[] bytes = NO_BYTES;

    private final Shape shape;
    private final long[] words;

    Lanes(Shape shape) {
        this.shape = shape;
        this.presence = shape == Shape.TRUTH ? NO_BYTES : new byte[ROWS];
        this.truth = shape == Shape.TRUTH ? new byte[ROWS] : NO_BYTES;
        this.longs = shape == Shape.LONG || shape == Shape.WIDE ? new long[ROWS] : NO_LONGS;
        this.lowers = shape == Shape.WIDE ? new long[ROWS] : NO_LONGS;
        this.words = shape == Shape.WIDE ? new long[2 * ROWS] : NO_LONGS;
        this.doubles = shape == Shape.DOUBLE ? new double[ROWS] : new double[0];
        this.starts = shape == Shape.BYTES ? new int[ROWS + 1] : new int[0];
    }

    /** Reads {@code count} values of {@code vector} from {@code from}, which are of this shape. */
    void load(ColumnVector vector, int from, int count) {
        if (shape == Shape.TRUTH) {
            loadTruth(vector, from, count);
            return;
        }
        hasNulls = Blocks.presence(vector, from, count, presence);
        switch (shape) {
            case LONG -> Blocks.longs(vector, from, count, longs);
            case DOUBLE -> Blocks.doubles(vector, from, count, doubles);
            case WIDE -> loadWide(vector, from, count);
            case BYTES -> {
                int size = Blocks.byteCount(vector, from, count);
                if (bytes.length < size) {
                    bytes = new byte[size + size / 2];
                }
                Blocks.bytes(vector, from, count, starts, bytes);
            }
            case TRUTH, NONE -> {}
        }
    }

    private void loadTruth(ColumnVector vector, int from, int count) {
        Blocks.bools(vector, from, count, truth);
        for (int i = 0; i < count; i++) {
            truth[i] = (byte) (truth[i] * TRUE);
        }
        if (!vector.hasNoValidity()) {
            byte[] present = new byte[count];
            Blocks.presence(vector, from, count, present);
            for (int i = 0; i < count; i++) {
                truth[i] = present[i] == 0 ? UNKNOWN : truth[i];
            }
        }
    }

    private void loadWide(ColumnVector vector, int from, int count) {
        Blocks.words(vector, from, count, words);
        DataType type = vector.type();
        for (int i = 0; i < count; i++) {
            long first = words[2 * i];
            long second = words[2 * i + 1];
            if (type instanceof DataType.DecimalType) {
                longs[i] = second;
                lowers[i] = first;
            } else if (type instanceof DataType.UuidType) {
                longs[i] = Long.reverseBytes(first) ^ Long.MIN_VALUE;
                lowers[i] = Long.reverseBytes(second);
            } else {
                int months = (int) first;
                int days = (int) (first >> Integer.SIZE);
                longs[i] = months * 30L + days + Math.floorDiv(second, Keys.NANOS_PER_DAY);
                lowers[i] = Math.floorMod(second, Keys.NANOS_PER_DAY);
            }
        }
    }

    /** Copies the first value into the first {@code count} rows. */
    void spread(int count) {
        switch (shape) {
            case TRUTH -> Arrays.fill(truth, 0, count, truth[0]);
            case LONG -> Arrays.fill(longs, 0, count, longs[0]);
            case DOUBLE -> Arrays.fill(doubles, 0, count, doubles[0]);
            case WIDE -> {
                Arrays.fill(longs, 0, count, longs[0]);
                Arrays.fill(lowers, 0, count, lowers[0]);
            }
            case BYTES -> spreadBytes(count);
            case NONE -> {}
        }
        if (shape != Shape.TRUTH) {
            Arrays.fill(presence, 0, count, presence[0]);
        }
    }

    private void spreadBytes(int count) {
        int size = starts[1];
        byte[] one = Arrays.copyOf(bytes, size);
        if (bytes.length < Math.multiplyExact(size, count)) {
            bytes = new byte[size * count];
        }
        for (int i = 0; i < count; i++) {
            System.arraycopy(one, 0, bytes, i * size, size);
            starts[i + 1] = (i + 1) * size;
        }
    }

    /** Takes over which rows of {@code other} are null. */
    void nullsOf(Lanes other, int count) {
        hasNulls = other.hasNulls;
        System.arraycopy(other.presence, 0, presence, 0, count);
    }

    /** A row is null where one of the two is. */
    void nullsOf(Lanes a, Lanes b, int count) {
        hasNulls = a.hasNulls || b.hasNulls;
        for (int i = 0; i < count; i++) {
            presence[i] = (byte) (a.presence[i] & b.presence[i]);
        }
    }

    /** The bytes of a row of {@link Shape#BYTES}. */
    int sizeAt(int i) {
        return starts[i + 1] - starts[i];
    }
}
