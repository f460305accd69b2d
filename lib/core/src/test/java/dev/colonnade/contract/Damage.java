package dev.colonnade.contract;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/** Ways in which a Parquet file gets damaged. */
enum Damage {
    /** Cut off anywhere. */
    TRUNCATED {
        @Override
        byte[] apply(byte[] sound, Random random) {
            return Arrays.copyOf(sound, random.nextInt(sound.length));
        }
    },
    /** A piece is missing in the middle, so that all behind it has moved. */
    SHORTENED {
        @Override
        byte[] apply(byte[] sound, Random random) {
            int from = random.nextInt(sound.length - TAIL);
            int length = 1 + random.nextInt(Math.min(200, sound.length - TAIL - from));
            byte[] shorter = Arrays.copyOf(sound, sound.length - length);
            System.arraycopy(sound, from + length, shorter, from, sound.length - from - length);
            return shorter;
        }
    },
    /** Bits of the footer have flipped. */
    FOOTER_BITS {
        @Override
        byte[] apply(byte[] sound, Random random) {
            int start = footerStart(sound);
            return flipped(sound, start, sound.length - TAIL - start, random);
        }
    },
    /** Bits of the pages have flipped. */
    PAGE_BITS {
        @Override
        byte[] apply(byte[] sound, Random random) {
            return flipped(sound, 4, Math.max(1, footerStart(sound) - 4), random);
        }
    },
    /** Bits in the first bytes of the pages have flipped, where their headers are. */
    HEADER_BITS {
        @Override
        byte[] apply(byte[] sound, Random random) {
            return flipped(sound, 4, Math.min(40, Math.max(1, footerStart(sound) - 4)), random);
        }
    },
    /** A run of bytes of the pages is zero, as after a power loss. */
    ZEROED {
        @Override
        byte[] apply(byte[] sound, Random random) {
            byte[] bytes = sound.clone();
            int from = 4 + random.nextInt(Math.max(1, footerStart(sound) - 4));
            Arrays.fill(bytes, from, Math.min(footerStart(sound), from + 1 + random.nextInt(4_096)), (byte) 0);
            return bytes;
        }
    },
    /** The footer's length or the magic bytes are others. */
    TAIL_BITS {
        @Override
        byte[] apply(byte[] sound, Random random) {
            return flipped(sound, sound.length - TAIL, TAIL, random);
        }
    },
    /** The footer decodes, and its sizes, offsets and counts are not those of the file. */
    WRONG_SIZES {
        @Override
        byte[] apply(byte[] sound, Random random) {
            try {
                int start = footerStart(sound);
                FileMetaData footer =
                        Util.readFileMetaData(new ByteArrayInputStream(sound, start, sound.length - TAIL - start));
                changeSize(footer, random);
                ByteArrayOutputStream encoded = new ByteArrayOutputStream();
                Util.writeFileMetaData(footer, encoded);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                out.write(sound, 0, start);
                out.writeBytes(encoded.toByteArray());
                out.writeBytes(ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(encoded.size())
                        .array());
                out.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
                return out.toByteArray();
            } catch (IOException damagedBefore) {
                return FOOTER_BITS.apply(sound, random);
            }
        }
    };

    private static final int TAIL = 8;

    abstract byte[] apply(byte[] sound, Random random);

    private static int footerStart(byte[] file) {
        int length = ByteBuffer.wrap(file, file.length - TAIL, 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        return file.length - TAIL - length;
    }

    private static byte[] flipped(byte[] sound, int from, int length, Random random) {
        byte[] bytes = sound.clone();
        for (int i = random.nextInt(8); i >= 0; i--) {
            bytes[from + random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static void changeSize(FileMetaData footer, Random random) {
        List<RowGroup> groups = footer.getRow_groups();
        if (groups.isEmpty() || random.nextInt(8) == 0) {
            footer.setNum_rows(other(footer.getNum_rows(), random));
            return;
        }
        RowGroup group = groups.get(random.nextInt(groups.size()));
        ColumnMetaData chunk = group.getColumns()
                .get(random.nextInt(group.getColumns().size()))
                .getMeta_data();
        switch (random.nextInt(6)) {
            case 0 -> group.setNum_rows(other(group.getNum_rows(), random));
            case 1 -> chunk.setNum_values(other(chunk.getNum_values(), random));
            case 2 -> chunk.setTotal_compressed_size(other(chunk.getTotal_compressed_size(), random));
            case 3 -> chunk.setTotal_uncompressed_size(other(chunk.getTotal_uncompressed_size(), random));
            case 4 -> chunk.setData_page_offset(other(chunk.getData_page_offset(), random));
            default -> chunk.setDictionary_page_offset(other(chunk.getDictionary_page_offset(), random));
        }
    }

    private static long other(long size, Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> size + 1;
            case 3 -> size - 1;
            case 4 -> size * 2;
            case 5 -> Integer.MAX_VALUE + 1L;
            default -> Long.MAX_VALUE;
        };
    }
}
