package dev.colonnade.arrow.interop;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.util.List;
import org.apache.arrow.vector.ExtensionTypeVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Arrow's own vectors as arrays; their buffers are retained by the views that are made of them. */
final class FieldTree {
    private final DictionaryProvider dictionaries;

    FieldTree(DictionaryProvider dictionaries) {
        this.dictionaries = dictionaries;
    }

    ArrowData read(FieldVector vector) {
        Field field = vector.getField();
        FieldVector stored = vector;
        while (stored instanceof ExtensionTypeVector<?> extension) {
            stored = (FieldVector) extension.getUnderlyingVector();
        }
        DictionaryEncoding encoding = field.getDictionary();
        List<ForeignBytes> buffers =
                stored.getFieldBuffers().stream().map(ForeignBytes::of).toList();
        List<ArrowData> children =
                stored.getChildrenFromFields().stream().map(this::read).toList();
        return new ArrowData(
                field,
                stored.getValueCount(),
                0,
                stored.getNullCount() > 0,
                buffers,
                children,
                encoding == null ? null : read(dictionary(encoding.getId()).getVector()));
    }

    private Dictionary dictionary(long id) {
        Dictionary dictionary = dictionaries.lookup(id);
        if (dictionary == null) {
            throw new ColonnadeException(
                    ErrorCode.INVALID_ARGUMENT,
                    "There is no dictionary " + id + ": hand over the DictionaryProvider that has it.");
        }
        return dictionary;
    }

    /** The field of a dictionary's values, or null. */
    @Nullable
    Field valuesOf(long id) {
        Dictionary dictionary = dictionaries.lookup(id);
        return dictionary == null ? null : dictionary.getVector().getField();
    }
}
