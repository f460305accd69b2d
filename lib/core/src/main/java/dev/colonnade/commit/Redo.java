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
 * @param joint set if the change counts only once a joint commit is decided
 */
record Redo(long version, String stage, List<Move> moves, Optional<Joint> joint) {
    private static final String FORMAT = "colonnade-redo 1";
    private static final String JOINT_FORMAT = "colonnade-redo 2";

    Redo {
        moves = List.copyOf(moves);
    }

    /** @param joint see {@link JointCommit} */
    Redo joined(Joint newJoint) {
        return new Redo(version, stage, moves, Optional.of(newJoint));
    }

    /**
     * The joint commit that a change is part of.
     *
     * @param id that of its decision
     * @param coordinator the directory of the dataset where the decision is, relative to this one's real path
     */
    record Joint(String id, String coordinator) {}

    /** Paths relative to the dataset's directory. */
    record Move(String from, String to) {
        Move back() {
            return new Move(to, from);
        }
    }

    byte[] encode() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("version", Long.toString(version), stage));
        joint.ifPresent(j -> lines.add(List.of("joint", j.id(), j.coordinator())));
        moves.forEach(move -> lines.add(List.of("move", move.from(), move.to())));
        return Lines.encode(joint.isPresent() ? JOINT_FORMAT : FORMAT, lines);
    }

    /** Empty if the bytes are damaged or of another format. */
    static Optional<Redo> decode(byte[] bytes) {
        Optional<List<List<String>>> alone = Lines.decode(FORMAT, bytes);
        return alone.isPresent()
                ? alone.map(lines -> of(lines, Optional.empty(), lines.subList(1, lines.size())))
                : Lines.decode(JOINT_FORMAT, bytes).map(Redo::ofJoint);
    }

    private static Redo ofJoint(List<List<String>> lines) {
        List<String> joint = lines.get(1);
        return of(lines, Optional.of(new Joint(joint.get(1), joint.get(2))), lines.subList(2, lines.size()));
    }

    private static Redo of(List<List<String>> lines, Optional<Joint> joint, List<List<String>> moves) {
        List<String> first = lines.get(0);
        return new Redo(
                Long.parseLong(first.get(1)),
                first.get(2),
                moves.stream().map(line -> new Move(line.get(1), line.get(2))).toList(),
                joint);
    }
}
