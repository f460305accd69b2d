package dev.colonnade.batch;

import dev.colonnade.type.Schema;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch as the Arrow format's record batch has it: a node per field and the buffers of each, in the pre-order of the
 * fields, for those who hand them to another Arrow library. Buffers are views of the vectors' where those begin at a whole
 * value, and must not be written; validity is empty where a field has no nulls. Dictionaries are written out.
 *
 * @param nodes one per field
 * @param buffers from position 0 to the limit
 */
public record ArrowLayout(int rowCount, List<Node> nodes, List<ByteBuffer> buffers) {
    public ArrowLayout {
        nodes = List.copyOf(nodes);
        buffers = List.copyOf(buffers);
    }

    /** How many values and nulls a field has. */
    public record Node(int length, int nulls) {}

    /**
     * The vectors of {@code batch} as columns of the types of {@code schema}.
     *
     * @throws dev.colonnade.error.ColonnadeException CORRUPT_FILE for vectors whose offsets do not fit what they point to
     * @throws ArithmeticException if a buffer takes more than 2 GiB
     */
    public static ArrowLayout of(Schema schema, Batch batch) {
        IpcBody body = new IpcBody(schema, batch);
        List<Node> nodes = new ArrayList<>();
        body.nodes().forEach(node -> nodes.add(new Node(node.length(), node.nulls())));
        List<ByteBuffer> buffers = new ArrayList<>();
        for (IpcBody.Piece piece : body.pieces()) {
            boolean whole = piece.length() == piece.bytes().remaining();
            buffers.add(whole ? piece.bytes() : ByteBuffer.allocate(Math.toIntExact(piece.length())));
        }
        return new ArrowLayout(batch.rowCount(), nodes, buffers);
    }
}
