package dev.colonnade.commit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A change as renames that can be done again after any number of them has been done.
 *
 * @param version the version that it makes
 * @param stage the writer's stage
 * @param moves in this order
 */
record Redo(long version, String stage, List<Move> moves) {
    private static final String FORMAT = "colonnade-redo 1";

    Redo {
        moves = List.copyOf(moves);
    }

    /** Paths relative to the dataset's directory. */
    record Move(String from, String to) {
        Move back() {
            return new Move(to, from);
        }
    }

    byte[] encode() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("version", Long.toString(version), stage));
        moves.forEach(move -> lines.add(List.of("move", move.from(), move.to())));
        return Lines.encode(FORMAT, lines);
    }

    /** Empty if the bytes are damaged or of another format. */
    static Optional<Redo> decode(byte[] bytes) {
        return Lines.decode(FORMAT, bytes).map(lines -> {
            List<String> first = lines.get(0);
            List<Move> moves = lines.subList(1, lines.size()).stream()
                    .map(line -> new Move(line.get(1), line.get(2)))
                    .toList();
            return new Redo(Long.parseLong(first.get(1)), first.get(2), moves);
        });
    }
}
