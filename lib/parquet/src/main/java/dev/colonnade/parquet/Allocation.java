package dev.colonnade.parquet;

import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.bytes.HeapByteBufferAllocator;

/** Where the buffers of a writer come from: the Java heap, so that nothing has to be released. */
final class Allocation {
    static final ByteBufferAllocator HEAP = HeapByteBufferAllocator.getInstance();

    private Allocation() {}
}
