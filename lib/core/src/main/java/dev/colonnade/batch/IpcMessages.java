package dev.colonnade.batch;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.colonnade.type.Schema;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;

/** The metadata of an Arrow IPC file, as the flatbuffers that Message.fbs and File.fbs describe. */
final class IpcMessages {
    /** The bytes that an IPC file begins and ends with. */
    static final String MAGIC = "ARROW1";

    /** The int32 that every message begins with. */
    static final int CONTINUATION = -1;

    private static final int INITIAL_SIZE = 1024;

    private IpcMessages() {}

    /** Where a record batch lies: where its message starts, how long that is with prefix and padding, how long the body. */
    record Extent(long offset, int metadataLength, long bodyLength) {}

    static ByteBuffer schema(Schema schema, Map<String, String> metadata) {
        FlatBufferBuilder out = new FlatBufferBuilder(INITIAL_SIZE);
        int header = IpcTypes.schema(out, schema, metadata);
        return message(out, MessageHeader.Schema, header, 0);
    }

    static ByteBuffer recordBatch(int rows, IpcBody body) {
        FlatBufferBuilder out = new FlatBufferBuilder(INITIAL_SIZE);
        List<IpcBody.Piece> pieces = body.pieces();
        RecordBatch.startBuffersVector(out, pieces.size());
        for (int i = pieces.size() - 1; i >= 0; i--) { // flatbuffers are written from their end
            Buffer.createBuffer(out, pieces.get(i).offset(), pieces.get(i).length());
        }
        int buffers = out.endVector();
        List<IpcBody.Node> nodes = body.nodes();
        RecordBatch.startNodesVector(out, nodes.size());
        for (int i = nodes.size() - 1; i >= 0; i--) {
            FieldNode.createFieldNode(out, nodes.get(i).length(), nodes.get(i).nulls());
        }
        int counts = out.endVector();
        int header = RecordBatch.createRecordBatch(out, rows, counts, buffers, 0, 0);
        return message(out, MessageHeader.RecordBatch, header, body.length());
    }

    static ByteBuffer footer(Schema schema, Map<String, String> metadata, List<Extent> batches) {
        FlatBufferBuilder out = new FlatBufferBuilder(INITIAL_SIZE);
        int described = IpcTypes.schema(out, schema, metadata);
        Footer.startDictionariesVector(out, 0);
        int dictionaries = out.endVector();
        Footer.startRecordBatchesVector(out, batches.size());
        for (int i = batches.size() - 1; i >= 0; i--) {
            Extent batch = batches.get(i);
            Block.createBlock(out, batch.offset(), batch.metadataLength(), batch.bodyLength());
        }
        int blocks = out.endVector();
        out.finish(Footer.createFooter(out, MetadataVersion.V5, described, dictionaries, blocks, 0));
        return out.dataBuffer();
    }

    private static ByteBuffer message(FlatBufferBuilder out, byte type, int header, long bodyLength) {
        out.finish(Message.createMessage(out, MetadataVersion.V5, type, header, bodyLength, 0));
        return out.dataBuffer();
    }
}
