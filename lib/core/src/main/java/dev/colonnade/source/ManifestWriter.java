package dev.colonnade.source;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.RecordBatch;

/** Writes the file that a {@link ManifestFile} reads. */
final class ManifestWriter {
    /** Before the metadata of an Arrow message: the continuation mark and the length. */
    private static final int PREFIX = 2 * Integer.BYTES;

    private ManifestWriter() {}

    /** Whether a file is durable before it is used. */
    enum Durability {
        SYNCED,
        /** What a power failure leaves of it is told by the checksum in its name. */
        LEFT_TO_THE_SYSTEM
    }

    /** Writes the file. What its name says of it, behind the generation. */
    static String write(Manifest manifest, byte[] head, Path file, Durability durability) throws IOException {
        List<ColumnPlaces> places = new ArrayList<>();
        Batch batch = ColumnPlaces.batch(manifest, places);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            Summing out = new Summing(channel);
            BatchWriter writer = BatchWriter.arrow(batch.schema(), Map.of("colonnade.manifest", "4"), out);
            long message = channel.position();
            writer.write(batch);
            resolve(places.get(0), channel, message);
            byte[] lists = ManifestFormat.lists(manifest.lists(), places.get(0));
            out.writeAll(lists);
            out.writeAll(head);
            out.writeAll(ManifestFormat.trailer(lists, head));
            writer.finish();
            if (durability == Durability.SYNCED) {
                channel.force(true);
            }
            return ManifestFile.nameOf(channel.size(), out.checksum.getValue());
        }
    }

    /** Finds the buffers in the metadata of the message that has just been written. */
    private static void resolve(ColumnPlaces places, FileChannel channel, long message) throws IOException {
        ByteBuffer prefix = read(channel, message, PREFIX);
        int metadata = prefix.getInt(Integer.BYTES);
        long body = message + PREFIX + metadata;
        Message decoded = Message.getRootAsMessage(read(channel, message + PREFIX, metadata));
        if (!(decoded.header(new RecordBatch()) instanceof RecordBatch batch)) {
            throw new IllegalStateException("The message is no batch.");
        }
        long[] offsets = new long[batch.buffersLength()];
        long[] lengths = new long[offsets.length];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = body + batch.buffers(i).offset();
            lengths[i] = batch.buffers(i).length();
        }
        places.resolve(offsets, lengths);
    }

    private static ByteBuffer read(FileChannel channel, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + bytes.position()) < 0) {
                throw new IOException("The manifest became shorter while it was written.");
            }
        }
        return bytes.flip();
    }

    /** A channel that sums what passes. */
    private static final class Summing implements WritableByteChannel {
        private final FileChannel target;
        private final CRC32C checksum = new CRC32C();

        Summing(FileChannel target) {
            this.target = target;
        }

        void writeAll(byte[] bytes) throws IOException {
            write(ByteBuffer.wrap(bytes));
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int written = 0;
            while (bytes.hasRemaining()) {
                ByteBuffer passed = bytes.duplicate();
                int count = target.write(bytes);
                checksum.update(passed.limit(passed.position() + count));
                written += count;
            }
            return written;
        }

        @Override
        public boolean isOpen() {
            return target.isOpen();
        }

        @Override
        public void close() throws IOException {
            target.close();
        }
    }
}
