package dev.colonnade.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;

/** Writes Parquet files that have a real footer and no data, so that a test can say anything in the footer. */
final class ParquetFixture {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    static final int CHUNK_BYTES = 10;

    private final List<SchemaElement> schema = new ArrayList<>();
    private final List<RowGroup> rowGroups = new ArrayList<>();
    private final FileMetaData metadata = new FileMetaData();
    private boolean columnOrders = true;
    private byte[] body = new byte[CHUNK_BYTES];
    private Consumer<FileMetaData> change = footer -> {};

    private ParquetFixture(SchemaElement... elements) {
        schema.add(new SchemaElement("root"));
        schema.addAll(List.of(elements));
    }

    /** Flat columns; for nested ones use {@link #tree}. */
    static ParquetFixture columns(SchemaElement... elements) {
        return tree(elements.length, elements);
    }

    /** Depth-first elements below a root of so many columns. */
    static ParquetFixture tree(int columns, SchemaElement... elements) {
        ParquetFixture fixture = new ParquetFixture(elements);
        fixture.schema.get(0).setNum_children(columns);
        return fixture;
    }

    static SchemaElement leaf(String name, Type type) {
        return new SchemaElement(name).setType(type).setRepetition_type(FieldRepetitionType.OPTIONAL);
    }

    static SchemaElement leaf(String name, Type type, LogicalType logical) {
        return leaf(name, type).setLogicalType(logical);
    }

    static SchemaElement group(String name, FieldRepetitionType repetition, int children) {
        return new SchemaElement(name).setRepetition_type(repetition).setNum_children(children);
    }

    /** One row group; statistics by position, null for none. */
    ParquetFixture rows(long rows, Statistics... statistics) {
        List<ColumnChunk> chunks = new ArrayList<>();
        int leafIndex = 0;
        for (SchemaElement element : schema) {
            if (!element.isSetType()) {
                continue;
            }
            ColumnMetaData column = new ColumnMetaData(
                    element.getType(),
                    List.of(Encoding.PLAIN),
                    List.of(element.getName()),
                    CompressionCodec.UNCOMPRESSED,
                    rows,
                    CHUNK_BYTES,
                    CHUNK_BYTES,
                    MAGIC.length);
            if (leafIndex < statistics.length && statistics[leafIndex] != null) {
                column.setStatistics(statistics[leafIndex]);
            }
            chunks.add(new ColumnChunk(0).setMeta_data(column));
            leafIndex++;
        }
        rowGroups.add(new RowGroup(chunks, chunks.size() * CHUNK_BYTES, rows));
        return this;
    }

    ParquetFixture createdBy(String writer) {
        metadata.setCreated_by(writer);
        return this;
    }

    ParquetFixture withoutColumnOrders() {
        columnOrders = false;
        return this;
    }

    /** With a footer that is changed at the end in a way for which there is no method here. */
    ParquetFixture changed(Consumer<FileMetaData> footerChange) {
        change = footerChange;
        return this;
    }

    /** With these bytes, from offset 4 on, before the footer; at least {@link #CHUNK_BYTES} of them. */
    ParquetFixture withBody(byte[] bytes) {
        body = bytes;
        return this;
    }

    private FileMetaData metadata() {
        metadata.setVersion(1);
        metadata.setSchema(schema);
        metadata.setNum_rows(rowGroups.stream().mapToLong(RowGroup::getNum_rows).sum());
        metadata.setRow_groups(rowGroups);
        if (columnOrders) {
            metadata.setColumn_orders(schema.stream()
                    .filter(SchemaElement::isSetType)
                    .map(element -> ColumnOrder.TYPE_ORDER(new TypeDefinedOrder()))
                    .toList());
        }
        change.accept(metadata);
        return metadata;
    }

    byte[] bytes() {
        try {
            ByteArrayOutputStream footer = new ByteArrayOutputStream();
            Util.writeFileMetaData(metadata(), footer);
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.writeBytes(MAGIC);
            file.writeBytes(body);
            file.writeBytes(footer.toByteArray());
            file.writeBytes(littleEndian(footer.size()));
            file.writeBytes(MAGIC);
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path write(Path path) {
        try {
            Files.createDirectories(path.getParent());
            return Files.write(path, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file opened, from a name in that directory. */
    DataFile openIn(Path directory) {
        return Datasets.open(write(directory.resolve("fixture.parquet")).toString())
                .files()
                .get(0);
    }

    static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    static byte[] littleEndian(long value) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }

    static Statistics bounds(byte[] min, byte[] max) {
        return new Statistics().setMin_value(min).setMax_value(max);
    }

    static Statistics bounds(int min, int max) {
        return bounds(littleEndian(min), littleEndian(max));
    }

    static Statistics bounds(long min, long max) {
        return bounds(littleEndian(min), littleEndian(max));
    }

    static Statistics bounds(double min, double max) {
        return bounds(Double.doubleToRawLongBits(min), Double.doubleToRawLongBits(max));
    }

    static Statistics bounds(String min, String max) {
        return bounds(min.getBytes(StandardCharsets.UTF_8), max.getBytes(StandardCharsets.UTF_8));
    }

    static ColumnStats only(DataFile file) {
        Map<String, ColumnStats> columns = file.rowGroups().get(0).columns();
        return columns.values().iterator().next();
    }
}
