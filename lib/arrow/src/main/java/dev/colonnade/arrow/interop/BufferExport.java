package dev.colonnade.arrow.interop;

import dev.colonnade.batch.ArrowLayout;
import dev.colonnade.batch.Batch;
import dev.colonnade.type.Schema;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ForeignAllocation;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/** The buffers of a batch as Arrow's: direct memory is shared, memory of the Java heap copied. */
final class BufferExport {
    private BufferExport() {}

    /** The caller closes it. @throws org.apache.arrow.memory.OutOfMemoryException beyond the allocator's limit */
    static ArrowRecordBatch of(Schema schema, Batch batch, BufferAllocator allocator) {
        ArrowLayout layout = ArrowLayout.of(schema, batch);
        List<ArrowFieldNode> nodes = layout.nodes().stream()
                .map(node -> new ArrowFieldNode(node.length(), node.nulls()))
                .toList();
        List<ArrowBuf> buffers = new ArrayList<>();
        try {
            for (ByteBuffer buffer : layout.buffers()) {
                buffers.add(buffer(buffer, allocator));
            }
            return new ArrowRecordBatch(batch.rowCount(), nodes, buffers); // which retains them
        } finally {
            buffers.forEach(ArrowBuf::close);
        }
    }

    private static ArrowBuf buffer(ByteBuffer bytes, BufferAllocator allocator) {
        int size = bytes.remaining();
        if (size == 0) {
            return allocator.getEmpty();
        }
        if (bytes.isDirect()) {
            return allocator.wrapForeignAllocation(new Shared(bytes));
        }
        ArrowBuf copy = allocator.buffer(size);
        copy.setBytes(0, bytes.duplicate());
        copy.writerIndex(size);
        return copy;
    }

    /** A direct buffer, which stays reachable until Arrow is done with it. */
    private static final class Shared extends ForeignAllocation {
        private final ByteBuffer bytes;

        Shared(ByteBuffer bytes) {
            super(bytes.remaining(), MemoryUtil.getByteBufferAddress(bytes) + bytes.position());
            this.bytes = bytes;
        }

        @Override
        protected void release0() {
            Reference.reachabilityFence(bytes);
        }
    }
}
