package dev.colonnade.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * A new file whose end is held back in memory from {@link #hold} on, so that its footer can be completed before it is written.
 */
final class HeldOutput extends PositionOutputStream implements OutputFile {
    private static final int BUFFER = 256 * 1024;
    private static final int TRAILER = 8;

    private final Path path;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final ByteArrayOutputStream end = new ByteArrayOutputStream();
    private boolean holding;
    private long position;
    private int footerBytes;

    /** @throws java.nio.file.FileAlreadyExistsException if there is a file */
    HeldOutput(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    }

    /** What is written from now on is kept until {@link #finish}. */
    void hold() {
        holding = true;
    }

    /** Writes the end with an edited footer, and has the disk take all of it. @return the file's size */
    long finish(Optional<Consumer<FileMetaData>> edit) throws IOException {
        byte[] held = end.toByteArray();
        byte[] tail = edit.isEmpty() ? held : edited(held, edit.get());
        footerBytes = footerLength(tail);
        holding = false;
        write(tail, 0, tail.length);
        drain();
        channel.force(true);
        long size = channel.size();
        channel.close();
        return size;
    }

    /** The length of the serialized footer, after {@link #finish}. */
    int footerBytes() {
        return footerBytes;
    }

    private static int footerLength(byte[] tail) {
        return Buffers.littleEndian(tail).getInt(tail.length - TRAILER);
    }

    private static byte[] edited(byte[] held, Consumer<FileMetaData> edit) throws IOException {
        int length = footerLength(held);
        int start = held.length - TRAILER - length;
        FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(held, start, length));
        edit.accept(footer);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(held, 0, start);
        Util.writeFileMetaData(footer, out);
        byte[] trailer = Arrays.copyOfRange(held, held.length - TRAILER, held.length);
        Buffers.littleEndian(trailer).putInt(0, out.size() - start);
        out.write(trailer);
        return out.toByteArray();
    }

    /** Closes and deletes what there is of the file. */
    void discard() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }

    @Override
    public long getPos() {
        return position;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (holding) {
            end.write(bytes, from, length);
            position += length;
            return;
        }
        if (length > buffer.remaining()) {
            drain();
        }
        if (length > buffer.capacity()) {
            writeFully(ByteBuffer.wrap(bytes, from, length));
        } else {
            buffer.put(bytes, from, length);
        }
        position += length;
    }

    private void drain() throws IOException {
        buffer.flip();
        writeFully(buffer);
        buffer.clear();
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Of the writer of pages, which does not know that the end is held. */
    @Override
    public void close() {
        // finish or discard
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return this;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return this;
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    @Override
    public String getPath() {
        return path.toString();
    }
}
