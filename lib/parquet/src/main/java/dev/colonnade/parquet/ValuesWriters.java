package dev.colonnade.parquet;

import dev.colonnade.backend.PageEncoding;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.bytestreamsplit.ByteStreamSplitValuesWriter;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForInteger;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;
import org.apache.parquet.column.values.deltalengthbytearray.DeltaLengthByteArrayValuesWriter;
import org.apache.parquet.column.values.deltastrings.DeltaByteArrayWriter;
import org.apache.parquet.column.values.dictionary.DictionaryValuesWriter;
import org.apache.parquet.column.values.factory.DefaultValuesWriterFactory;
import org.apache.parquet.column.values.factory.ValuesWriterFactory;
import org.apache.parquet.column.values.fallback.FallbackValuesWriter;
import org.apache.parquet.column.values.plain.BooleanPlainValuesWriter;
import org.apache.parquet.column.values.plain.FixedLenByteArrayPlainValuesWriter;
import org.apache.parquet.column.values.plain.PlainValuesWriter;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridValuesWriter;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** The encoder of each column, as its options say; {@link PageEncoding#AUTO} leaves it to parquet-java. */
final class ValuesWriters implements ValuesWriterFactory {
    private final Map<ColumnDescriptor, PageEncoding> encodings;
    private final ValuesWriterFactory automatic = new DefaultValuesWriterFactory();
    private int slab;
    private int page;
    private int dictionary;

    ValuesWriters(Map<ColumnDescriptor, PageEncoding> encodings) {
        this.encodings = encodings;
    }

    @Override
    public void initialize(ParquetProperties properties) {
        automatic.initialize(properties);
        slab = properties.getInitialSlabSize();
        page = properties.getPageSizeThreshold();
        dictionary = properties.getDictionaryPageSizeThreshold();
    }

    @Override
    public ValuesWriter newValuesWriter(ColumnDescriptor column) {
        PageEncoding encoding = encodings.getOrDefault(column, PageEncoding.AUTO);
        PrimitiveTypeName stored = column.getPrimitiveType().getPrimitiveTypeName();
        int width = column.getPrimitiveType().getTypeLength();
        return switch (encoding) {
            case AUTO, NO_DICTIONARY -> automatic.newValuesWriter(column);
            case PLAIN -> plain(stored, width);
            case DICTIONARY -> FallbackValuesWriter.of(dictionary(stored, width), plain(stored, width));
            case DELTA_BINARY_PACKED ->
                stored == PrimitiveTypeName.INT32
                        ? new DeltaBinaryPackingValuesWriterForInteger(slab, page, Allocation.HEAP)
                        : new DeltaBinaryPackingValuesWriterForLong(slab, page, Allocation.HEAP);
            case DELTA_LENGTH_BYTE_ARRAY -> new DeltaLengthByteArrayValuesWriter(slab, page, Allocation.HEAP);
            case DELTA_BYTE_ARRAY -> new DeltaByteArrayWriter(slab, page, Allocation.HEAP);
            case BYTE_STREAM_SPLIT -> split(stored, width);
            case RLE -> new RunLengthBitPackingHybridValuesWriter(1, slab, page, Allocation.HEAP);
        };
    }

    private ValuesWriter plain(PrimitiveTypeName stored, int width) {
        return switch (stored) {
            case BOOLEAN -> new BooleanPlainValuesWriter();
            case FIXED_LEN_BYTE_ARRAY -> new FixedLenByteArrayPlainValuesWriter(width, slab, page, Allocation.HEAP);
            default -> new PlainValuesWriter(slab, page, Allocation.HEAP);
        };
    }

    private DictionaryValuesWriter dictionary(PrimitiveTypeName stored, int width) {
        Encoding data = Encoding.RLE_DICTIONARY;
        Encoding entries = Encoding.PLAIN;
        return switch (stored) {
            case INT32 ->
                new DictionaryValuesWriter.PlainIntegerDictionaryValuesWriter(
                        dictionary, data, entries, Allocation.HEAP);
            case INT64 ->
                new DictionaryValuesWriter.PlainLongDictionaryValuesWriter(dictionary, data, entries, Allocation.HEAP);
            case FLOAT ->
                new DictionaryValuesWriter.PlainFloatDictionaryValuesWriter(dictionary, data, entries, Allocation.HEAP);
            case DOUBLE ->
                new DictionaryValuesWriter.PlainDoubleDictionaryValuesWriter(
                        dictionary, data, entries, Allocation.HEAP);
            case FIXED_LEN_BYTE_ARRAY ->
                new DictionaryValuesWriter.PlainFixedLenArrayDictionaryValuesWriter(
                        dictionary, width, data, entries, Allocation.HEAP);
            default ->
                new DictionaryValuesWriter.PlainBinaryDictionaryValuesWriter(
                        dictionary, data, entries, Allocation.HEAP);
        };
    }

    private ValuesWriter split(PrimitiveTypeName stored, int width) {
        return switch (stored) {
            case INT32 ->
                new ByteStreamSplitValuesWriter.IntegerByteStreamSplitValuesWriter(slab, page, Allocation.HEAP);
            case INT64 -> new ByteStreamSplitValuesWriter.LongByteStreamSplitValuesWriter(slab, page, Allocation.HEAP);
            case FLOAT -> new ByteStreamSplitValuesWriter.FloatByteStreamSplitValuesWriter(slab, page, Allocation.HEAP);
            case DOUBLE ->
                new ByteStreamSplitValuesWriter.DoubleByteStreamSplitValuesWriter(slab, page, Allocation.HEAP);
            default ->
                new ByteStreamSplitValuesWriter.FixedLenByteArrayByteStreamSplitValuesWriter(
                        width, slab, page, Allocation.HEAP);
        };
    }
}
