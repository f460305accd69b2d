package dev.colonnade.parquet;

import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/** Pages whose dictionary has no more entries than its bytes hold, so that decoding it allocates no more. */
record CheckedPages(PageReader pages, PrimitiveType type) implements PageReader {
    @Override
    public @Nullable DictionaryPage readDictionaryPage() {
        DictionaryPage page = pages.readDictionaryPage();
        if (page != null) {
            long entries = page.getDictionarySize();
            if (entries < 0 || entries * smallestEntry() > page.getBytes().size()) {
                throw new ParquetDecodingException("its dictionary claims " + entries + " entries in "
                        + page.getBytes().size() + " bytes");
            }
        }
        return page;
    }

    private int smallestEntry() {
        return switch (type.getPrimitiveTypeName()) {
            case INT32, FLOAT, BINARY -> 4;
            case INT64, DOUBLE -> 8;
            case INT96 -> 12;
            case FIXED_LEN_BYTE_ARRAY -> type.getTypeLength();
            case BOOLEAN -> 1;
        };
    }

    @Override
    public long getTotalValueCount() {
        return pages.getTotalValueCount();
    }

    @Override
    public DataPage readPage() {
        DataPage page = pages.readPage();
        if (page == null) {
            throw new ParquetDecodingException("it has fewer pages than values");
        }
        return page;
    }
}
