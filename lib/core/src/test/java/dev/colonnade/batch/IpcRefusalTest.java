package dev.colonnade.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.flatbuffers.FlatBufferBuilder;
import com.google.flatbuffers.Table;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.junit.jupiter.api.Test;

/** Files that are well formed and not read, or made to make a reader stumble. */
class IpcRefusalTest {
    private static final long[][] NOTHING = {};

    private static void assertRefused(ErrorCode code, String sentence, byte[] file) {
        DatasetException refusal = assertThrows(DatasetException.class, () -> IpcFixture.read(file));
        assertEquals("[Arrow data in memory] " + sentence, refusal.getMessage());
        assertEquals(code, refusal.code());
    }

    private static int[] oneInt(FlatBufferBuilder out) {
        return new int[] {ForgedFile.intField(out, "n", 32)};
    }

    private static int intBatch(FlatBufferBuilder out, long rows, long nodeLength, long... values) {
        return ForgedFile.batch(out, rows, new long[] {nodeLength}, new long[][] {{0, 0}, values}, 0);
    }

    @Test
    void readsWhatIsForgedWell() {
        byte[] file = new ForgedFile()
                .add(MessageHeader.RecordBatch, out -> intBatch(out, 1, 1, 2, 4), new byte[] {9, 9, 7, 0, 0, 0})
                .finish(IpcRefusalTest::oneInt);
        assertEquals(List.of(7), IpcFixture.read(file).table().column("n").toList());
    }

    @Test
    void refusesCompressedBatches() {
        byte[] file = new ForgedFile()
                .add(MessageHeader.RecordBatch, out -> {
                    int lz4 = BodyCompression.createBodyCompression(
                            out, CompressionType.LZ4_FRAME, BodyCompressionMethod.BUFFER);
                    return ForgedFile.batch(out, 0, new long[] {0}, new long[][] {{0, 0}, {0, 0}}, lz4);
                })
                .finish(IpcRefusalTest::oneInt);
        assertRefused(ErrorCode.UNSUPPORTED_FILE, "Its batches are compressed: write it without compression.", file);
    }

    @Test
    void refusesBigEndianFilesAndOldMetadata() {
        ForgedFile bigEndian = new ForgedFile();
        bigEndian.endianness = Endianness.Big;
        assertRefused(
                ErrorCode.UNSUPPORTED_FILE,
                "Its numbers are big-endian: write it on a little-endian machine.",
                bigEndian.finish(IpcRefusalTest::oneInt));
        ForgedFile old = new ForgedFile();
        old.version = MetadataVersion.V3;
        assertRefused(
                ErrorCode.UNSUPPORTED_FILE,
                "Has version 3 of the Arrow metadata; versions 4 and 5 are read.",
                old.finish(IpcRefusalTest::oneInt));
    }

    @Test
    void refusesCountsAndBuffersThatDoNotFit() {
        assertBatchRefused("A batch has -1 rows.", -1, 1, 0, 4);
        assertBatchRefused("A batch has -1 values.", 1, -1, 0, 4);
        assertBatchRefused("Column 'n' has 1 values for 2 rows.", 2, 1, 0, 4);
        assertBatchRefused("A buffer of 4 bytes should have 8.", 2, 2, 0, 4);
        assertBatchRefused("A buffer of 8 bytes at 4 is not within its batch of 8.", 2, 2, 4, 8);
        assertBatchRefused("A buffer of 8 bytes at -4 is not within its batch of 8.", 2, 2, -4, 8);
        assertBatchRefused(
                "A buffer of 8 bytes at 9223372036854775807 is not within its batch of 8.", 2, 2, Long.MAX_VALUE, 8);
        byte[] large = new ForgedFile()
                .add(MessageHeader.RecordBatch, out -> intBatch(out, 1L << 33, 1L << 33, 0, 8), new byte[8])
                .finish(IpcRefusalTest::oneInt);
        assertRefused(ErrorCode.UNSUPPORTED_FILE, "A batch has 8589934592 values: write it in smaller batches.", large);
        byte[] empty = new ForgedFile()
                .add(MessageHeader.RecordBatch, out -> ForgedFile.batch(out, 0, new long[0], NOTHING, 0))
                .finish(IpcRefusalTest::oneInt);
        assertRefused(ErrorCode.CORRUPT_FILE, "A batch describes fewer columns than the schema.", empty);
        byte[] bare = new ForgedFile()
                .add(MessageHeader.RecordBatch, out -> ForgedFile.batch(out, 0, new long[1], NOTHING, 0))
                .finish(IpcRefusalTest::oneInt);
        assertRefused(ErrorCode.CORRUPT_FILE, "A batch describes fewer buffers than the schema needs.", bare);
    }

    private static void assertBatchRefused(String sentence, long rows, long values, long offset, long length) {
        byte[] file = new ForgedFile()
                .add(MessageHeader.RecordBatch, out -> intBatch(out, rows, values, offset, length), new byte[8])
                .finish(IpcRefusalTest::oneInt);
        assertRefused(ErrorCode.CORRUPT_FILE, sentence, file);
    }

    @Test
    void refusesBatchesThatAreNotBeforeTheFooter() {
        int start = new ForgedFile().finish(out -> new int[0]).length; // longer than what comes before the footer
        long[][] claims = {
            {-8, 64, 0},
            {0, 64, 0},
            {start, 64, 0},
            {8, -1, 0},
            {8, 7, 0},
            {8, Integer.MAX_VALUE, 0},
            {8, 64, -1},
            {8, 64, start},
            {8, 64, Long.MAX_VALUE},
            {Long.MAX_VALUE, 64, Long.MAX_VALUE}
        };
        for (long[] claim : claims) {
            byte[] file = new ForgedFile()
                    .add(MessageHeader.RecordBatch, out -> intBatch(out, 0, 0, 0, 0))
                    .claim(claim[0], (int) claim[1], claim[2])
                    .finish(IpcRefusalTest::oneInt);
            int footer = file.length
                    - 10
                    - ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - 10);
            assertRefused(
                    ErrorCode.CORRUPT_FILE,
                    "Says that a batch of " + claim[1] + " and " + claim[2] + " bytes lies at " + claim[0]
                            + ", before its footer at " + footer + ".",
                    file);
        }
    }

    @Test
    void refusesStructsWithFewerMembersThanRows() {
        byte[] file = new ForgedFile()
                .add(
                        MessageHeader.RecordBatch,
                        out -> ForgedFile.batch(out, 2, new long[] {2, 1}, new long[][] {{0, 0}, {0, 0}, {0, 4}}, 0),
                        new byte[8])
                .finish(out -> new int[] {ForgedFile.structOf(out, "s", ForgedFile.intField(out, "x", 32))});
        assertRefused(ErrorCode.CORRUPT_FILE, "Field 'x' has 1 values for 2 structs.", file);
        byte[] twice = new ForgedFile().finish(out -> new int[] {
            ForgedFile.structOf(out, "s", ForgedFile.intField(out, "x", 32), ForgedFile.intField(out, "x", 64))
        });
        assertRefused(ErrorCode.UNSUPPORTED_FILE, "Struct 's' has two fields named 'x'.", twice);
    }

    @Test
    void refusesAnotherMessageThanTheFooterNames() {
        byte[] file = new ForgedFile()
                .add(MessageHeader.Schema, out -> intBatch(out, 0, 0, 0, 0))
                .finish(IpcRefusalTest::oneInt);
        assertRefused(ErrorCode.CORRUPT_FILE, "Has another message at 8 than its footer says.", file);
    }

    private static int encoding(FlatBufferBuilder out, long id) {
        return DictionaryEncoding.createDictionaryEncoding(out, id, 0, false, (short) 0);
    }

    /** The dictionary "ab", or a part of one. */
    private static int dictionary(FlatBufferBuilder out, boolean delta) {
        int data = ForgedFile.batch(out, 1, new long[] {1}, new long[][] {{0, 0}, {0, 8}, {8, 2}}, 0);
        return DictionaryBatch.createDictionaryBatch(out, 5, data, delta);
    }

    private static final byte[] AB = {0, 0, 0, 0, 2, 0, 0, 0, 'a', 'b'};

    @Test
    void readsDictionariesWithPositionsOfTheDefaultType() {
        byte[] file = new ForgedFile()
                .add(MessageHeader.DictionaryBatch, out -> dictionary(out, false), AB)
                .add(MessageHeader.RecordBatch, out -> intBatch(out, 2, 2, 0, 8), new byte[8])
                .finish(out -> new int[] {ForgedFile.stringField(out, "c", encoding(out, 5))});
        assertEquals(
                List.of("ab", "ab"), IpcFixture.read(file).table().column("c").toList());
    }

    @Test
    void refusesDictionariesInPiecesMissingOrOfAnotherType() {
        String pieces = "Dictionary 5 comes in pieces: write it with one dictionary for all batches.";
        byte[] delta = new ForgedFile()
                .add(MessageHeader.DictionaryBatch, out -> dictionary(out, true), AB)
                .finish(out -> new int[] {ForgedFile.stringField(out, "c", encoding(out, 5))});
        assertRefused(ErrorCode.UNSUPPORTED_FILE, pieces, delta);
        byte[] replaced = new ForgedFile()
                .add(MessageHeader.DictionaryBatch, out -> dictionary(out, false), AB)
                .add(MessageHeader.DictionaryBatch, out -> dictionary(out, false), AB)
                .finish(out -> new int[] {ForgedFile.stringField(out, "c", encoding(out, 5))});
        assertRefused(ErrorCode.UNSUPPORTED_FILE, pieces, replaced);
        byte[] missing = new ForgedFile()
                .add(MessageHeader.RecordBatch, out -> intBatch(out, 2, 2, 0, 8), new byte[8])
                .finish(out -> new int[] {ForgedFile.stringField(out, "c", encoding(out, 5))});
        assertRefused(ErrorCode.CORRUPT_FILE, "Column 'c' needs dictionary 5, which does not come before it.", missing);
        byte[] ofTwoTypes = new ForgedFile()
                .add(MessageHeader.DictionaryBatch, out -> dictionary(out, false), AB)
                .add(
                        MessageHeader.RecordBatch,
                        out -> ForgedFile.batch(
                                out, 2, new long[] {2, 2}, new long[][] {{0, 0}, {0, 8}, {0, 0}, {0, 8}}, 0),
                        new byte[8])
                .finish(out -> new int[] {
                    ForgedFile.stringField(out, "c", encoding(out, 5)),
                    ForgedFile.intField(out, "n", 32, encoding(out, 5))
                });
        assertRefused(ErrorCode.CORRUPT_FILE, "Column 'c' is string and its dictionary int32.", ofTwoTypes);
    }

    @Test
    void refusesFieldsNestedTooDeeply() {
        byte[] file = new ForgedFile().finish(out -> {
            int field = ForgedFile.intField(out, "x", 32);
            for (int i = 0; i < 70; i++) {
                field = ForgedFile.structOf(out, "s", field);
            }
            return new int[] {field};
        });
        assertRefused(
                ErrorCode.UNSUPPORTED_FILE, "Column '" + "s.".repeat(64) + "s' is nested deeper than 64 levels.", file);
    }

    @Test
    void refusesFieldsThatShareTheirChildren() {
        byte[] file = new ForgedFile().finish(out -> {
            int[] fields = {ForgedFile.intField(out, "x", 32)};
            for (int i = 0; i < 50; i++) {
                int shared = Field.createChildrenVector(out, fields); // 2 to the 50th leaves
                fields = new int[] {ForgedFile.structField(out, "a", shared), ForgedFile.structField(out, "b", shared)};
            }
            return fields;
        });
        assertRefused(ErrorCode.CORRUPT_FILE, "Its metadata is damaged: it names more than it holds.", file);
    }

    @Test
    void refusesAFieldThatIsItsOwnChild() {
        byte[] file = new ForgedFile().finish(out -> {
            int leaf = ForgedFile.intField(out, "x", 32);
            return new int[] {ForgedFile.structOf(out, "", leaf)};
        });
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int footer = bytes.getInt(file.length - 10);
        int start = file.length - 10 - footer;
        Raw root = new Raw(start + bytes.getInt(start), bytes);
        Raw field = root.table(6).element(6);
        field.setElement(14, field.position());
        assertRefused(
                ErrorCode.UNSUPPORTED_FILE, "Column '" + ".".repeat(64) + "' is nested deeper than 64 levels.", file);
    }

    /** A flatbuffers table by the slots of Schema.fbs and File.fbs (4 for the first field, then 6, 8 ..). */
    private static final class Raw extends Table {
        Raw(int position, ByteBuffer bytes) {
            __reset(position, bytes);
        }

        int position() {
            return bb_pos;
        }

        Raw table(int slot) {
            return new Raw(__indirect(bb_pos + __offset(slot)), bb);
        }

        /** The first table of a vector. */
        Raw element(int slot) {
            return new Raw(__indirect(__vector(__offset(slot))), bb);
        }

        void setElement(int slot, int target) {
            int at = __vector(__offset(slot));
            bb.putInt(at, target - at);
        }
    }
}
