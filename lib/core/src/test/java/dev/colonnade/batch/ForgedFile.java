package dev.colonnade.batch;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Struct_;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/** Arrow IPC files put together by hand, so that they can say what {@link IpcWriter} never does. */
final class ForgedFile {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<IpcMessages.Extent> dictionaries = new ArrayList<>();
    private final List<IpcMessages.Extent> batches = new ArrayList<>();
    short version = MetadataVersion.V5;
    short endianness = Endianness.Little;

    ForgedFile() {
        out.writeBytes("ARROW1\0\0".getBytes(StandardCharsets.US_ASCII));
    }

    /** A message with the header that {@code header} builds, and a body. */
    ForgedFile add(byte type, ToIntFunction<FlatBufferBuilder> header, byte... body) {
        FlatBufferBuilder message = new FlatBufferBuilder();
        message.finish(
                Message.createMessage(message, MetadataVersion.V5, type, header.applyAsInt(message), body.length, 0));
        byte[] metadata = message.sizedByteArray();
        IpcMessages.Extent extent = new IpcMessages.Extent(out.size(), 8 + metadata.length, body.length);
        (type == MessageHeader.DictionaryBatch ? dictionaries : batches).add(extent);
        putInts(-1, metadata.length);
        out.writeBytes(metadata);
        out.writeBytes(body);
        return this;
    }

    /** A batch that the footer names, whatever lies there. */
    ForgedFile claim(long offset, int metadataLength, long bodyLength) {
        batches.add(new IpcMessages.Extent(offset, metadataLength, bodyLength));
        return this;
    }

    /** The file with the fields that {@code fields} builds. */
    byte[] finish(Fields fields) {
        FlatBufferBuilder footer = new FlatBufferBuilder();
        int vector = Schema.createFieldsVector(footer, fields.build(footer));
        int schema = Schema.createSchema(footer, endianness, vector, 0, 0);
        Footer.startDictionariesVector(footer, dictionaries.size());
        blocks(footer, dictionaries);
        int first = footer.endVector();
        Footer.startRecordBatchesVector(footer, batches.size());
        blocks(footer, batches);
        int second = footer.endVector();
        footer.finish(Footer.createFooter(footer, version, schema, first, second, 0));
        byte[] bytes = footer.sizedByteArray();
        out.writeBytes(bytes);
        putInts(bytes.length);
        out.writeBytes("ARROW1".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static void blocks(FlatBufferBuilder footer, List<IpcMessages.Extent> extents) {
        for (int i = extents.size() - 1; i >= 0; i--) {
            IpcMessages.Extent extent = extents.get(i);
            Block.createBlock(footer, extent.offset(), extent.metadataLength(), extent.bodyLength());
        }
    }

    private void putInts(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putInt(value);
        }
        out.writeBytes(bytes.array());
    }

    /** Builds fields and returns where they begin. */
    interface Fields {
        int[] build(FlatBufferBuilder out);
    }

    /** A record batch of {@code rows} with nodes of so many values, none null, and buffers at offsets with lengths. */
    static int batch(FlatBufferBuilder out, long rows, long[] nodes, long[][] buffers, int compression) {
        RecordBatch.startBuffersVector(out, buffers.length);
        for (int i = buffers.length - 1; i >= 0; i--) {
            Buffer.createBuffer(out, buffers[i][0], buffers[i][1]);
        }
        int places = out.endVector();
        RecordBatch.startNodesVector(out, nodes.length);
        for (int i = nodes.length - 1; i >= 0; i--) {
            FieldNode.createFieldNode(out, nodes[i], 0);
        }
        int counts = out.endVector();
        return RecordBatch.createRecordBatch(out, rows, counts, places, compression, 0);
    }

    static int intField(FlatBufferBuilder out, String name, int bits) {
        return intField(out, name, bits, 0);
    }

    static int intField(FlatBufferBuilder out, String name, int bits, int dictionary) {
        int text = out.createString(name);
        return Field.createField(out, text, true, Type.Int, Int.createInt(out, bits, true), dictionary, 0, 0);
    }

    static int stringField(FlatBufferBuilder out, String name, int dictionary) {
        int text = out.createString(name);
        Utf8.startUtf8(out);
        return Field.createField(out, text, true, Type.Utf8, Utf8.endUtf8(out), dictionary, 0, 0);
    }

    static int structOf(FlatBufferBuilder out, String name, int... children) {
        return structField(out, name, Field.createChildrenVector(out, children));
    }

    /** With the children of a vector that is there already. */
    static int structField(FlatBufferBuilder out, String name, int vector) {
        int text = out.createString(name);
        Struct_.startStruct_(out);
        return Field.createField(out, text, true, Type.Struct_, Struct_.endStruct_(out), 0, vector, 0);
    }
}
