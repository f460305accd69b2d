package dev.colonnade.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A required field is null where the struct around it is. */
class RequiredLeafTest {
    private static long nulls(Path directory, FieldRepetitionType struct, Statistics statistics) {
        SchemaElement leaf = ParquetFixture.leaf("f", Type.INT32).setRepetition_type(FieldRepetitionType.REQUIRED);
        return ParquetFixture.tree(1, ParquetFixture.group("s", struct, 1), leaf)
                .rows(10, statistics)
                .openIn(directory)
                .rowGroups()
                .get(0)
                .chunks()
                .get(0)
                .stats()
                .nullCount();
    }

    @Test
    void nullsAreThoseOfTheStruct(@TempDir Path directory) {
        assertEquals(4, nulls(directory, FieldRepetitionType.OPTIONAL, new Statistics().setNull_count(4)));
        assertEquals(-1, nulls(directory, FieldRepetitionType.OPTIONAL, new Statistics()));
        assertEquals(0, nulls(directory, FieldRepetitionType.REQUIRED, new Statistics()));
    }
}
