package dev.colonnade.source;

import static dev.colonnade.source.ThriftShape.BINARY;
import static dev.colonnade.source.ThriftShape.BOOL;
import static dev.colonnade.source.ThriftShape.BYTE;
import static dev.colonnade.source.ThriftShape.DOUBLE;
import static dev.colonnade.source.ThriftShape.I16;
import static dev.colonnade.source.ThriftShape.I32;
import static dev.colonnade.source.ThriftShape.I64;
import static dev.colonnade.source.ThriftShape.struct;
import static dev.colonnade.source.ThriftShape.union;

/**
 * The structs of a Parquet footer, by the numbers that the format gives to their fields.
 *
 * @see <a href="https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift">parquet.thrift</a>
 */
final class ParquetShapes {
    private static final long TYPES = 0xFF;
    private static final long REPETITIONS = 0b111;
    private static final long CONVERTED_TYPES = 0x3F_FFFF;
    private static final long CODECS = 0xFF;
    private static final long ENCODINGS = 0b11_1111_1101;
    private static final long PAGE_TYPES = 0b1111;
    private static final long EDGES = 0b1_1111;
    private static final long BOUNDARY_ORDERS = 0b111;

    private ParquetShapes() {}

    static final ThriftShape STATISTICS = struct("Statistics")
            .with(1, BINARY) // max, deprecated
            .with(2, BINARY) // min, deprecated
            .with(3, I64) // null_count
            .with(4, I64) // distinct_count
            .with(5, BINARY) // max_value
            .with(6, BINARY) // min_value
            .with(7, BOOL) // is_max_value_exact
            .with(8, BOOL) // is_min_value_exact
            .with(9, I64); // nan_count

    private static final ThriftShape EMPTY = struct("");

    private static final ThriftShape KEY_VALUE =
            struct("KeyValue").with(1, BINARY).with(2, BINARY).require(1);

    private static final ThriftShape TIME_UNIT =
            union("TimeUnit").with(1, EMPTY).with(2, EMPTY).with(3, EMPTY);

    private static final ThriftShape TIME =
            struct("TimeType").with(1, BOOL).with(2, TIME_UNIT).require(1, 2);

    private static final ThriftShape LOGICAL_TYPE = union("LogicalType")
            .with(1, EMPTY) // string
            .with(2, EMPTY) // map
            .with(3, EMPTY) // list
            .with(4, EMPTY) // enum
            .with(5, struct("DecimalType").with(1, I32).with(2, I32).require(1, 2)) // scale, precision
            .with(6, EMPTY) // date
            .with(7, TIME)
            .with(8, TIME) // timestamp
            .with(10, struct("IntType").with(1, BYTE).with(2, BOOL).require(1, 2)) // bits, signed
            .with(11, EMPTY) // unknown
            .with(12, EMPTY) // json
            .with(13, EMPTY) // bson
            .with(14, EMPTY) // uuid
            .with(15, EMPTY) // float16
            .with(16, struct("VariantType").with(1, BYTE))
            .with(17, struct("GeometryType").with(1, BINARY))
            .with(18, struct("GeographyType").with(1, BINARY).withEnum(2, EDGES));

    static final ThriftShape SCHEMA_ELEMENT = struct("SchemaElement")
            .withEnum(1, TYPES)
            .with(2, I32) // type_length
            .withEnum(3, REPETITIONS)
            .with(4, BINARY) // name
            .with(5, I32) // num_children
            .withEnum(6, CONVERTED_TYPES)
            .with(7, I32) // scale
            .with(8, I32) // precision
            .with(9, I32) // field_id
            .with(10, LOGICAL_TYPE)
            .require(4);

    private static final ThriftShape PAGE_ENCODING_STATS = struct("PageEncodingStats")
            .withEnum(1, PAGE_TYPES)
            .withEnum(2, ENCODINGS)
            .with(3, I32) // count
            .require(1, 2, 3);

    private static final ThriftShape SIZE_STATISTICS =
            struct("SizeStatistics").with(1, I64).withList(2, I64).withList(3, I64);

    private static final ThriftShape BOUNDING_BOX = struct("BoundingBox")
            .with(1, DOUBLE)
            .with(2, DOUBLE)
            .with(3, DOUBLE)
            .with(4, DOUBLE)
            .with(5, DOUBLE)
            .with(6, DOUBLE)
            .with(7, DOUBLE)
            .with(8, DOUBLE)
            .require(1, 2, 3, 4);

    private static final ThriftShape COLUMN_META_DATA = struct("ColumnMetaData")
            .withEnum(1, TYPES)
            .withEnumList(2, ENCODINGS)
            .withList(3, BINARY) // path_in_schema
            .withEnum(4, CODECS)
            .with(5, I64) // num_values
            .with(6, I64) // total_uncompressed_size
            .with(7, I64) // total_compressed_size
            .withList(8, KEY_VALUE)
            .with(9, I64) // data_page_offset
            .with(10, I64) // index_page_offset
            .with(11, I64) // dictionary_page_offset
            .with(12, STATISTICS)
            .withList(13, PAGE_ENCODING_STATS)
            .with(14, I64) // bloom_filter_offset
            .with(15, I32) // bloom_filter_length
            .with(16, SIZE_STATISTICS)
            .with(17, struct("GeospatialStatistics").with(1, BOUNDING_BOX).withList(2, I32))
            .require(1, 2, 3, 4, 5, 6, 7, 9);

    private static final ThriftShape COLUMN_CRYPTO = union("ColumnCryptoMetaData")
            .with(1, EMPTY)
            .with(
                    2,
                    struct("EncryptionWithColumnKey")
                            .withList(1, BINARY)
                            .with(2, BINARY)
                            .require(1));

    private static final ThriftShape COLUMN_CHUNK = struct("ColumnChunk")
            .with(1, BINARY) // file_path
            .with(2, I64) // file_offset
            .with(3, COLUMN_META_DATA)
            .with(4, I64) // offset_index_offset
            .with(5, I32) // offset_index_length
            .with(6, I64) // column_index_offset
            .with(7, I32) // column_index_length
            .with(8, COLUMN_CRYPTO)
            .with(9, BINARY) // encrypted_column_metadata
            .require(2);

    private static final ThriftShape ROW_GROUP = struct("RowGroup")
            .withList(1, COLUMN_CHUNK)
            .with(2, I64) // total_byte_size
            .with(3, I64) // num_rows
            .withList(
                    4,
                    struct("SortingColumn")
                            .with(1, I32)
                            .with(2, BOOL)
                            .with(3, BOOL)
                            .require(1, 2, 3))
            .with(5, I64) // file_offset
            .with(6, I64) // total_compressed_size
            .with(7, I16) // ordinal
            .require(1, 2, 3);

    private static final ThriftShape AES =
            struct("AesGcmV1").with(1, BINARY).with(2, BINARY).with(3, BOOL);

    static final ThriftShape FILE_META_DATA = struct("FileMetaData")
            .with(1, I32) // version
            .withList(2, SCHEMA_ELEMENT)
            .with(3, I64) // num_rows
            .withList(4, ROW_GROUP)
            .withList(5, KEY_VALUE)
            .with(6, BINARY) // created_by
            .withList(7, union("ColumnOrder").with(1, EMPTY).with(2, EMPTY))
            .with(8, union("EncryptionAlgorithm").with(1, AES).with(2, AES))
            .with(9, BINARY) // footer_signing_key_metadata
            .require(1, 2, 3, 4);

    /** Of the pages of a column chunk. */
    static final ThriftShape COLUMN_INDEX = struct("ColumnIndex")
            .withList(1, BOOL) // null_pages
            .withList(2, BINARY) // min_values
            .withList(3, BINARY) // max_values
            .withEnum(4, BOUNDARY_ORDERS)
            .withList(5, I64) // null_counts
            .withList(6, I64) // repetition_level_histograms
            .withList(7, I64) // definition_level_histograms
            .withList(8, I64) // nan_counts
            .require(1, 2, 3, 4);
}
