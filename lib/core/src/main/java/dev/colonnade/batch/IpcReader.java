package dev.colonnade.batch;

import dev.colonnade.error.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;

/** Finds the footer of an IPC file, and by it the schema, the dictionaries and the batches. */
final class IpcReader {
    private static final int MAGIC_BYTES = IpcMessages.MAGIC.length();
    /** The footer's length and the magic bytes. */
    private static final int TAIL = Integer.BYTES + MAGIC_BYTES;

    private final IpcBytes bytes;
    private final IpcErrors errors;
    private final long footerStart;
    private final ByteBuffer footerBytes;
    private final Footer footer;
    private final IpcSchema schema;
    private final Map<Long, DictionaryVector> dictionaries = new HashMap<>();

    IpcReader(IpcBytes bytes, IpcErrors errors) {
        this.bytes = bytes;
        this.errors = errors;
        checkMagic();
        long end = bytes.size() - TAIL;
        int length = bytes.slice(end, Integer.BYTES).getInt(0);
        if (length <= 0 || length > end - Long.BYTES) {
            throw errors.corrupt("Says that its footer has " + length + " bytes.");
        }
        this.footerStart = end - length;
        this.footerBytes = bytes.slice(footerStart, length);
        this.footer = decode(() -> Footer.getRootAsFooter(footerBytes));
        this.schema = decode(() -> {
            checkVersion(footer.version());
            return new IpcSchema(present(footer.schema(), "schema"), length, errors);
        });
        decode(() -> {
            readDictionaries();
            return dictionaries;
        });
    }

    IpcSchema schema() {
        return schema;
    }

    List<Batch> batches() {
        return decode(() -> {
            List<Batch> batches = new ArrayList<>();
            for (int i = 0; i < footer.recordBatchesLength(); i++) {
                batches.add(batch(footer.recordBatches(i)));
            }
            return List.copyOf(batches);
        });
    }

    private void checkMagic() {
        if (bytes.size() < MAGIC_BYTES || !isMagic(0)) {
            throw errors.corrupt("Is no Arrow IPC file: it does not start with " + IpcMessages.MAGIC + ".");
        }
        if (bytes.size() < Long.BYTES + TAIL || !isMagic(bytes.size() - MAGIC_BYTES)) {
            throw errors.of(
                    ErrorCode.TRUNCATED_FILE,
                    "Ends before its footer does: it was not written to its end, or is an IPC stream.",
                    null);
        }
    }

    private boolean isMagic(long offset) {
        byte[] found = new byte[MAGIC_BYTES];
        bytes.slice(offset, MAGIC_BYTES).get(found);
        return new String(found, StandardCharsets.ISO_8859_1).equals(IpcMessages.MAGIC);
    }

    private void checkVersion(short version) {
        if (version != MetadataVersion.V4 && version != MetadataVersion.V5) {
            throw errors.unsupported(
                    "Has version " + (version + 1) + " of the Arrow metadata; versions 4 and 5 are read.");
        }
    }

    private void readDictionaries() {
        Map<Long, IpcField> encoded = new HashMap<>();
        schema.fields().forEach(field -> collectEncoded(field, encoded));
        for (int i = 0; i < footer.dictionariesLength(); i++) {
            Block block = footer.dictionaries(i);
            Message message = message(block, MessageHeader.DictionaryBatch);
            DictionaryBatch table =
                    present((DictionaryBatch) message.header(new DictionaryBatch()), "dictionary of a message");
            IpcField field = encoded.get(table.id());
            if (field == null) {
                continue; // no column uses it
            }
            if (table.isDelta() || dictionaries.containsKey(table.id())) {
                throw errors.unsupported("Dictionary " + table.id() + " comes in pieces: write it with one dictionary"
                        + " for all batches.");
            }
            IpcBatchReader reader = body(block, present(table.data(), "data of a dictionary"));
            ColumnVector values = reader.plain(field);
            if (values.length() > Math.max(Long.SIZE, block.bodyLength())) {
                throw errors.unsupported("Dictionary " + table.id() + " has " + values.length() + " values in "
                        + block.bodyLength() + " bytes.");
            }
            dictionaries.put(table.id(), new DictionaryVector(0, null, ByteBuffer.allocate(0), values, 0));
        }
    }

    private static void collectEncoded(IpcField field, Map<Long, IpcField> encoded) {
        if (field.dictionary() != null) {
            encoded.put(field.dictionary().id(), field);
        }
        field.children().forEach(child -> collectEncoded(child, encoded));
    }

    private Batch batch(Block block) {
        Message message = message(block, MessageHeader.RecordBatch);
        RecordBatch table = present((RecordBatch) message.header(new RecordBatch()), "batch of a message");
        IpcBatchReader reader = body(block, table);
        List<ColumnVector> columns = new ArrayList<>();
        for (IpcField field : schema.fields()) {
            columns.add(reader.column(field));
        }
        return new Batch(schema.schema(), reader.rowCount(), columns);
    }

    private IpcBatchReader body(Block block, RecordBatch table) {
        return new IpcBatchReader(
                table, bytes, block.offset() + block.metaDataLength(), block.bodyLength(), dictionaries, errors);
    }

    private Message message(Block block, byte type) {
        long offset = block.offset();
        int length = block.metaDataLength();
        if (offset < Long.BYTES
                || length < Long.BYTES
                || block.bodyLength() < 0
                || offset > footerStart - length
                || block.bodyLength() > footerStart - offset - length) {
            throw errors.corrupt("Says that a batch of " + length + " and " + block.bodyLength() + " bytes lies at "
                    + offset + ", before its footer at " + footerStart + ".");
        }
        ByteBuffer prefix = bytes.slice(offset, Long.BYTES);
        // Before version 0.15 of Arrow a message began with its length
        int skip = prefix.getInt(0) == IpcMessages.CONTINUATION ? Long.BYTES : Integer.BYTES;
        int stated = prefix.getInt(skip - Integer.BYTES);
        if (stated <= 0 || stated > length - skip) {
            throw errors.corrupt("Says that the message at " + offset + " has " + stated + " bytes.");
        }
        Message message =
                Message.getRootAsMessage(bytes.slice(offset + skip, stated).order(ByteOrder.LITTLE_ENDIAN));
        checkVersion(message.version());
        if (message.headerType() != type || message.bodyLength() != block.bodyLength()) {
            throw errors.corrupt("Has another message at " + offset + " than its footer says.");
        }
        return message;
    }

    private <T> T present(@Nullable T part, String what) {
        if (part == null) {
            throw errors.corrupt("Its metadata is damaged: the " + what + " is missing.");
        }
        return part;
    }

    /** Runs what reads flatbuffers, whose accessors go outside of the buffer or find no text where the metadata is damaged. */
    private <T> T decode(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw errors.corrupt("Its metadata is damaged: " + e.getMessage() + ".", e);
        }
    }
}
