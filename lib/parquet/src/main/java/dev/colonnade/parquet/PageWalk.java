package dev.colonnade.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.ParquetDecodingException;

/** The pages of a column chunk by their headers alone: where they lie, and whether their checksums are right. */
final class PageWalk {
    /**
     * A page.
     *
     * @param offset of its header in the file
     * @param size of header and body
     */
    record Page(PageType type, long offset, int size, Checksum checksum) {
        boolean isData() {
            return type == PageType.DATA_PAGE || type == PageType.DATA_PAGE_V2;
        }
    }

    /** What became of a page's checksum. */
    enum Checksum {
        ABSENT,
        RIGHT,
        WRONG
    }

    private PageWalk() {}

    /** @throws ParquetDecodingException if the headers do not lead to the end of the chunk */
    static List<Page> of(Path path, ColumnChunkMetaData chunk) throws IOException {
        byte[] bytes = read(path, chunk.getStartingPos(), Math.toIntExact(chunk.getTotalSize()));
        List<Page> pages = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            ByteArrayInputStream in = new ByteArrayInputStream(bytes, at, bytes.length - at);
            PageHeader header = Util.readPageHeader(in);
            int body = bytes.length - in.available();
            int length = header.getCompressed_page_size();
            if (length < 0 || length > bytes.length - body) {
                throw new ParquetDecodingException(
                        "a page claims " + length + " bytes where its column has " + (bytes.length - body) + " left");
            }
            pages.add(new Page(
                    header.getType(),
                    chunk.getStartingPos() + at,
                    body - at + length,
                    checksum(header, bytes, body, length)));
            at = body + length;
        }
        return pages;
    }

    private static Checksum checksum(PageHeader header, byte[] bytes, int from, int length) {
        if (!header.isSetCrc()) {
            return Checksum.ABSENT;
        }
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue() == header.getCrc() ? Checksum.RIGHT : Checksum.WRONG;
    }

    private static byte[] read(Path path, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {
                // until the chunk is read
            }
        }
        return bytes.array();
    }
}
