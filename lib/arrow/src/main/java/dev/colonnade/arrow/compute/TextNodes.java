package dev.colonnade.arrow.compute;

import dev.colonnade.expr.Function;
import dev.colonnade.type.DataType;
import java.util.Arrays;

/** The nodes over strings, which compare UTF-8 bytes. */
final class TextNodes {
    private TextNodes() {}

    /** LIKE with a constant pattern. */
    static final class Like extends Node {
        private final Node text;
        private final LikePattern pattern;

        Like(int register, Node text, LikePattern pattern) {
            super(register, DataType.BOOL);
            this.text = text;
            this.pattern = pattern;
        }

        @Override
        boolean isConstant() {
            return text.isConstant();
        }

        @Override
        void fill(Frame frame, int count, Lanes out) {
            Lanes in = text.at(frame);
            for (int i = 0; i < count; i++) {
                boolean matches = in.presence[i] != 0 && pattern.matches(in.bytes, in.starts[i], in.starts[i + 1]);
                out.truth[i] = in.presence[i] == 0 ? Lanes.UNKNOWN : matches ? Lanes.TRUE : Lanes.FALSE;
            }
        }
    }

    /** Whether a string begins or ends with another or holds it. */
    static final class PartTest extends Node {
        private final Function function;
        private final Node text;
        private final Node part;

        /** @param function CONTAINS, STARTS_WITH or ENDS_WITH */
        PartTest(int register, Function function, Node text, Node part) {
            super(register, DataType.BOOL);
            this.function = function;
            this.text = text;
            this.part = part;
        }

        @Override
        boolean isConstant() {
            return text.isConstant() && part.isConstant();
        }

        @Override
        void fill(Frame frame, int count, Lanes out) {
            Lanes a = text.at(frame);
            Lanes b = part.at(frame);
            for (int i = 0; i < count; i++) {
                if ((a.presence[i] & b.presence[i]) == 0) {
                    out.truth[i] = Lanes.UNKNOWN;
                } else {
                    out.truth[i] = holds(a, b, i) ? Lanes.TRUE : Lanes.FALSE;
                }
            }
        }

        private boolean holds(Lanes a, Lanes b, int i) {
            int from = a.starts[i];
            int to = a.starts[i + 1];
            int size = b.sizeAt(i);
            if (size > to - from) {
                return false;
            }
            return switch (function) {
                case STARTS_WITH -> Arrays.equals(a.bytes, from, from + size, b.bytes, b.starts[i], b.starts[i + 1]);
                case ENDS_WITH -> Arrays.equals(a.bytes, to - size, to, b.bytes, b.starts[i], b.starts[i + 1]);
                default -> Utf8.find(a.bytes, from, to, b.bytes, b.starts[i], b.starts[i + 1]) >= 0;
            };
        }
    }

    /** The number of characters. */
    static final class Length extends Node {
        private final Node text;

        Length(int register, Node text) {
            super(register, DataType.INT64);
            this.text = text;
        }

        @Override
        boolean isConstant() {
            return text.isConstant();
        }

        @Override
        void fill(Frame frame, int count, Lanes out) {
            Lanes in = text.at(frame);
            out.nullsOf(in, count);
            for (int i = 0; i < count; i++) {
                out.longs[i] = Utf8.length(in.bytes, in.starts[i], in.starts[i + 1]);
            }
        }
    }
}
