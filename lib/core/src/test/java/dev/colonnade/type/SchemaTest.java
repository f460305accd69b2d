package dev.colonnade.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static final Schema TWO =
            Schema.of(Field.required("id", DataType.INT64), Field.of("name", DataType.STRING));

    @Test
    void findsColumnsByExactName() {
        assertEquals(1, TWO.indexOf("name"));
        assertEquals(Field.of("name", DataType.STRING), TWO.field("name"));
        assertTrue(TWO.find("Name").isEmpty());
        assertEquals(OptionalInt.empty(), TWO.findIndex("nam"));
        assertEquals("(id: int64 not null, name: string)", TWO.toString());
        assertEquals(Schema.of(TWO.field(1), TWO.field(0)), TWO.select(List.of("name", "id")));
    }

    @Test
    void namesTheMissingColumn() {
        PlanException e = assertThrows(PlanException.class, () -> TWO.field("naem"));
        assertEquals("No column 'naem' in (id, name). Did you mean 'name'?", e.getMessage());
        assertEquals(ErrorCode.NO_SUCH_COLUMN, e.code());
        Schema wide = Schema.of(IntStream.range(0, 25)
                .mapToObj(i -> Field.of("column" + i, DataType.BOOL))
                .toList());
        PlanException cut = assertThrows(PlanException.class, () -> wide.field("zip"));
        assertEquals(
                "No column 'zip' in (column0, column1, column2, column3, column4, column5, column6, column7, column8, "
                        + "column9, column10, column11, column12, column13, column14, column15, column16, column17, "
                        + "column18, column19, .. 5 more).",
                cut.getMessage());
    }

    @Test
    void refusesTheSameNameTwice() {
        PlanException e = assertThrows(PlanException.class, () -> Schema.of(TWO.field(0), TWO.field(0)));
        assertEquals("Two columns are named 'id': give one of them another name with as(..).", e.getMessage());
        assertEquals(ErrorCode.DUPLICATE_COLUMN, e.code());
    }

    @Test
    void typesRefuseWhatCannotBe() {
        assertRefused(
                "A decimal has 1 to 38 digits and a scale from 0 to that, not (39,0).", () -> DataType.decimal(39, 0));
        assertRefused(
                "A decimal has 1 to 38 digits and a scale from 0 to that, not (3,4).", () -> DataType.decimal(3, 4));
        assertRefused("An integer has 8, 16, 32 or 64 bits, not 24.", () -> new DataType.IntType(24, true));
        assertRefused("A float has 16, 32 or 64 bits, not 80.", () -> new DataType.FloatType(80));
        assertRefused("A width is not negative: -1.", () -> DataType.fixedBinary(-1));
        assertRefused(
                "A struct has two fields named 'id'.", () -> DataType.struct(List.of(TWO.field(0), TWO.field(0))));
    }

    private static void assertRefused(String message, Runnable build) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, build::run).getMessage());
    }

    @Test
    void typesSayTheirNames() {
        assertEquals(
                "list<struct<id: int64, name: string>>",
                DataType.list(Field.of("element", DataType.struct(TWO.fields())))
                        .toString());
        assertEquals(
                "map<string, decimal(9,2)>",
                DataType.map(Field.required("key", DataType.STRING), Field.of("value", DataType.decimal(9, 2)))
                        .toString());
        assertEquals(
                "timestamp[ns, UTC]", DataType.timestampUtc(Resolution.NANOS).toString());
        assertEquals("binary(16)", DataType.fixedBinary(16).toString());
    }
}
