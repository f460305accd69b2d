package dev.colonnade.arrow.compute;

import dev.colonnade.batch.ColumnVector;
import dev.colonnade.type.DataType;
import java.util.Arrays;

/** The nodes of {@code IN}: true if an option equals the value; else null if the value or an option is null; else false. */
abstract class Membership extends Node {
    private final Node input;
    private final byte otherwise;

    private Membership(int register, Node input, boolean hasNull) {
        super(register, DataType.BOOL);
        this.input = input;
        this.otherwise = hasNull ? Lanes.UNKNOWN : Lanes.FALSE;
    }

    /**
     * @param input of the shape {@link Shape#LONG} (as keys), {@link Shape#WIDE} or {@link Shape#BYTES}
     * @param options the values without nulls, as the lanes of the input's shape
     * @param hasNull whether null is an option
     */
    static Node of(int register, Node input, Options options, boolean hasNull) {
        return switch (input.shape()) {
            case WIDE -> new Wides(register, input, options, hasNull);
            case BYTES -> new Texts(register, input, options, hasNull);
            case LONG -> new Longs(register, input, options, hasNull);
            case TRUTH, DOUBLE, NONE -> throw new IllegalArgumentException("No key: " + input.shape());
        };
    }

    /** The options, laid out as a vector of their type. */
    record Options(ColumnVector values) {
        /** Calls {@code each} with the lanes of each block and the number of rows in it. */
        void forEach(java.util.function.ObjIntConsumer<Lanes> each) {
            Lanes lanes = new Lanes(Shape.of(values.type()));
            for (int from = 0; from < values.length(); from += Lanes.ROWS) {
                int count = Math.min(Lanes.ROWS, values.length() - from);
                lanes.load(values, from, count);
                each.accept(lanes, count);
            }
        }
    }

    @Override
    final boolean isConstant() {
        return input.isConstant();
    }

    @Override
    final void fill(Frame frame, int count, Lanes out) {
        Lanes in = input.at(frame);
        for (int i = 0; i < count; i++) {
            out.truth[i] = in.presence[i] == 0 ? Lanes.UNKNOWN : contains(in, i) ? Lanes.TRUE : otherwise;
        }
    }

    abstract boolean contains(Lanes in, int i);

    private static final class Longs extends Membership {
        private final LongSet set;

        Longs(int register, Node input, Options options, boolean hasNull) {
            super(register, input, hasNull);
            this.set = new LongSet(options.values().length());
            DataType type = options.values().type();
            options.forEach((lanes, count) -> {
                for (int i = 0; i < count; i++) {
                    set.add(key(type, lanes, i));
                }
            });
        }

        private static long key(DataType type, Lanes lanes, int i) {
            return switch (Shape.of(type)) {
                case TRUTH -> lanes.truth[i] >> 1;
                case DOUBLE -> Keys.of(lanes.doubles[i]);
                default -> KeyNodes.isUnsignedLong(type) ? Keys.ofUnsigned(lanes.longs[i]) : lanes.longs[i];
            };
        }

        @Override
        boolean contains(Lanes in, int i) {
            return set.contains(in.longs[i]);
        }
    }

    /** Sorted, for binary search. */
    private static final class Wides extends Membership {
        private final long[][] sorted;

        Wides(int register, Node input, Options options, boolean hasNull) {
            super(register, input, hasNull);
            this.sorted = new long[options.values().length()][];
            int[] size = {0};
            options.forEach((lanes, count) -> {
                for (int i = 0; i < count; i++) {
                    sorted[size[0]++] = new long[] {lanes.longs[i], lanes.lowers[i]};
                }
            });
            Arrays.sort(sorted, (a, b) -> Wide.compare(a[0], a[1], b[0], b[1]));
        }

        @Override
        boolean contains(Lanes in, int i) {
            int low = 0;
            int high = sorted.length - 1;
            while (low <= high) {
                int middle = low + high >>> 1;
                long[] option = sorted[middle];
                int order = Wide.compare(option[0], option[1], in.longs[i], in.lowers[i]);
                if (order == 0) {
                    return true;
                }
                low = order < 0 ? middle + 1 : low;
                high = order < 0 ? high : middle - 1;
            }
            return false;
        }
    }

    private static final class Texts extends Membership {
        private final BytesSet set;

        Texts(int register, Node input, Options options, boolean hasNull) {
            super(register, input, hasNull);
            this.set = new BytesSet(options.values().length());
            options.forEach((lanes, count) -> {
                for (int i = 0; i < count; i++) {
                    set.add(Arrays.copyOfRange(lanes.bytes, lanes.starts[i], lanes.starts[i + 1]));
                }
            });
        }

        @Override
        boolean contains(Lanes in, int i) {
            return set.contains(in.bytes, in.starts[i], in.starts[i + 1]);
        }
    }
}
