package dev.colonnade.source;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.Schema;
import java.nio.file.Path;

/** The columns of a file by its footer, as every part of the library sees them. */
public final class FileSchema {
    private FileSchema() {}

    /**
     * @param path named in errors
     * @param footer the file's metadata, a {@code FileMetaData} of the format in Thrift's compact protocol
     * @throws dev.colonnade.error.DatasetException UNSUPPORTED_FILE or CORRUPT_FILE naming file and column
     */
    public static Schema of(Path path, byte[] footer) {
        ThriftReader reader = new ThriftReader(footer, ParquetShapes.SCHEMA_ELEMENT, null);
        try {
            ThriftStruct decoded = reader.struct(ParquetShapes.FILE_META_DATA);
            return ParquetSchema.read(path, SchemaElement.all(FooterParser.schema(decoded)))
                    .schema();
        } catch (ThriftReader.Damaged e) {
            throw SourceErrors.of(ErrorCode.CORRUPT_FILE, path, "The footer does not decode: the file is damaged.", e);
        }
    }
}
