package dev.colonnade.parquet;

import dev.colonnade.batch.ColumnVector;
import java.util.Arrays;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.jspecify.annotations.Nullable;

/** The stored triplets of one leaf in one row group, taken some rows at a time. */
final class LeafCursor {
    private final Shape.Leaf leaf;
    private final ColumnReader reader;
    private final int maxDefinition;
    private final int maxRepetition;
    private long left;

    LeafCursor(Shape.Leaf leaf, PageReader pages, @Nullable ParsedVersion writer) {
        this.leaf = leaf;
        this.left = pages.getTotalValueCount();
        this.maxDefinition = leaf.column().getMaxDefinitionLevel();
        this.maxRepetition = leaf.column().getMaxRepetitionLevel();
        this.reader = new ColumnReaderImpl(leaf.column(), pages, new PrimitiveConverter() {}, writer);
    }

    /**
     * What was taken: a value or null for each slot of the leaf, and the levels of each triplet.
     *
     * @param triplets how many of the levels count
     */
    record Taken(ColumnVector values, int[] repetitions, int[] definitions, int triplets) {}

    /** The triplets of the next {@code rows} rows. @throws ParquetDecodingException if there are fewer */
    Taken take(int rows) {
        LeafBuilder builder = LeafBuilder.of(leaf, rows);
        Levels levels = new Levels(rows);
        int slot = leaf.levels().slot();
        int seen = 0;
        for (; left > 0; left--) {
            int repetition = reader.getCurrentRepetitionLevel();
            int definition = reader.getCurrentDefinitionLevel();
            if (repetition == 0) {
                if (seen == rows) {
                    break;
                }
                seen++;
            }
            if (repetition > maxRepetition || definition > maxDefinition || seen == 0) {
                throw new ParquetDecodingException("its levels make no sense");
            }
            if (definition == maxDefinition) {
                builder.add(reader);
            } else if (definition >= slot) {
                builder.addNull();
            }
            levels.add(repetition, definition);
            reader.consume();
        }
        if (seen < rows) {
            throw new ParquetDecodingException("it has fewer rows than the footer says");
        }
        return new Taken(builder.done(), levels.repetitions, levels.definitions, levels.count);
    }

    /** Whether every triplet was taken. */
    boolean isDone() {
        return left == 0;
    }

    private static final class Levels {
        private int[] repetitions;
        private int[] definitions;
        private int count;

        Levels(int expected) {
            repetitions = new int[expected];
            definitions = new int[expected];
        }

        void add(int repetition, int definition) {
            if (count == repetitions.length) {
                int larger = Math.max(16, 2 * count);
                repetitions = Arrays.copyOf(repetitions, larger);
                definitions = Arrays.copyOf(definitions, larger);
            }
            repetitions[count] = repetition;
            definitions[count] = definition;
            count++;
        }
    }
}
