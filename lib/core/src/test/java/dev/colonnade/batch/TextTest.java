package dev.colonnade.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TextTest {
    private static final ShowOptions OPTIONS = new ShowOptions(20, 60, 80, 40);

    private static Table table(Schema schema, Object[]... rows) {
        return Table.ofRows(schema, Arrays.stream(rows).map(Arrays::asList).toList());
    }

    private static Object[] row(Object... values) {
        return values;
    }

    @Test
    void alignsNamesTypesAndValues() {
        Schema schema = Schema.of(
                Field.of("carrier", DataType.STRING),
                Field.of("delay", DataType.INT16),
                Field.of("price", DataType.decimal(9, 2)),
                Field.of("late", DataType.BOOL));
        Table table = table(
                schema,
                row("AA", -5, new BigDecimal("1234.50"), true),
                row(null, null, null, null),
                row("null", 12, new BigDecimal("0.00"), false),
                row("", 0, new BigDecimal("-1.25"), true));
        assertEquals(
                """
                carrier  delay         price  late
                string   int16  decimal(9,2)  bool
                ───────  ─────  ────────────  ─────
                AA          -5       1234.50  true
                null      null          null  null
                "null"      12          0.00  false
                ""           0         -1.25  true
                4 rows x 4 columns
                """,
                table.toText(OPTIONS));
    }

    @Test
    void showsHeadAndTailOfALongTable() {
        Schema schema = Schema.of(Field.of("n", DataType.INT64));
        Table table = Table.ofRows(
                schema, LongStream.range(0, 231_083).mapToObj(List::of).toList());
        assertEquals(
                """
                     n
                 int64
                ──────
                     0
                     1
                     2
                     …
                231081
                231082
                231,083 rows x 1 column
                """,
                table.toText(OPTIONS.withMaxRows(5)));
        assertEquals("    n\nint64\n─────\n    …\n231,083 rows x 1 column\n", table.toText(OPTIONS.withMaxRows(0)));
        assertEquals(
                "    n\nint64\n─────\n    0\n    …\n2 rows x 1 column\n",
                table.head(2).toText(OPTIONS.withMaxRows(1)));
    }

    @Test
    void aStreamShowsWhatItsTableWould() {
        Schema schema = Schema.of(Field.of("n", DataType.INT64));
        for (int rows : new int[] {0, 1, 4, 5, 6, 7, 30}) {
            Table table = Table.ofRows(
                    schema, LongStream.range(0, rows).mapToObj(List::of).toList());
            for (int maxRows = 0; maxRows < 8; maxRows++) {
                ShowOptions options = OPTIONS.withMaxRows(maxRows);
                for (int size = 1; size < 9; size++) {
                    StringBuilder out = new StringBuilder();
                    BatchWriter writer = BatchWriter.text(schema, out, options);
                    for (int from = 0; from < rows; from += size) {
                        table.slice(from, Math.min(size, rows - from)).batches().forEach(writer::write);
                    }
                    assertEquals("", out.toString());
                    writer.finish();
                    assertEquals(table.toText(options), out.toString());
                }
            }
        }
    }

    @Test
    void foldsColumnsThatDoNotFit() {
        List<Field> fields = IntStream.range(0, 5)
                .mapToObj(i -> Field.of("column_" + i, DataType.INT32))
                .toList();
        Table table = table(Schema.of(fields), row(0, 1, 2, 3, 4));
        assertEquals(
                """
                column_0  column_1
                   int32     int32
                ────────  ────────
                       0         1

                column_2  column_3
                   int32     int32
                ────────  ────────
                       2         3

                column_4
                   int32
                ────────
                       4
                1 row x 5 columns
                """,
                table.toText(OPTIONS.withWidth(20)));
        assertTrue(table.toText(OPTIONS.withMaxColumns(2)).endsWith("1 row x 5 columns (the first 2 shown)\n"));
    }

    @Test
    void escapesCutsAndMeasuresText() {
        Schema schema = Schema.of(Field.of("t", DataType.STRING), Field.of("n", DataType.INT8));
        Table table = table(
                schema,
                row("line\nbreak\ttab\u001b[31m", 1),
                row("漢字テスト", 2),
                row("👩‍👩‍👧 ok", 3),
                row("e\u0301tude", 4),
                row("\u202egnp.exe", 5),
                row("x".repeat(50), 6),
                row("漢".repeat(13), 7));
        assertEquals(
                """
                t                             n
                string                     int8
                ─────────────────────────  ────
                line\\nbreak\\ttab\\u001b[3…     1
                漢字テスト                    2
                👩‍👩‍👧 ok                     3
                e\u0301tude                         4
                \\u202egnp.exe                 5
                xxxxxxxxxxxxxxxxxxxxxxxx…     6
                漢漢漢漢漢漢漢漢漢漢漢漢…     7
                7 rows x 2 columns
                """,
                table.toText(OPTIONS.withCellWidth(25)));
    }

    @Test
    void showsNestedValuesAsJson() {
        Schema schema = Schema.of(
                Field.of("tags", DataType.list(Field.of("e", DataType.STRING))),
                Field.of(
                        "point",
                        DataType.struct(List.of(Field.of("x", DataType.INT32), Field.of("y", DataType.FLOAT64)))));
        Table table = table(
                schema,
                row(Arrays.asList("a", null, "say \"hi\""), java.util.Map.of("x", 1, "y", Double.NaN)),
                row(List.of(), null));
        assertEquals(
                """
                tags                     point
                list<string>             struct<x: int32, y: float64>
                ───────────────────────  ────────────────────────────
                ["a",null,"say \\"hi\\""]  {"x":1,"y":"NaN"}
                []                       null
                2 rows x 2 columns
                """,
                table.toText(OPTIONS));
    }

    @Test
    void htmlIsEscapedAndSelfContained() {
        Schema schema = Schema.of(Field.of("<b>", DataType.STRING), Field.of("n", DataType.INT32));
        Table table = table(schema, row("<script>alert('x')</script>", 1), row(null, 2), row("& \"q\"", 3));
        assertEquals(
                """
                <div>
                <table style="border-collapse:collapse">
                <thead><tr><th style="padding:2px 8px;text-align:left">&lt;b&gt;<br><small style="opacity:0.6">string</small></th>\
                <th style="padding:2px 8px;text-align:right">n<br><small style="opacity:0.6">int32</small></th></tr></thead>
                <tbody>
                <tr><td style="padding:2px 8px;text-align:left">&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</td>\
                <td style="padding:2px 8px;text-align:right">1</td></tr>
                <tr><td style="padding:2px 8px;text-align:left"><i style="opacity:0.5">null</i></td>\
                <td style="padding:2px 8px;text-align:right">2</td></tr>
                <tr><td style="padding:2px 8px;text-align:left">&amp; &quot;q&quot;</td>\
                <td style="padding:2px 8px;text-align:right">3</td></tr>
                </tbody>
                </table>
                <small>3 rows x 2 columns</small>
                </div>
                """,
                table.toHtml(OPTIONS));
        String cut = table.toHtml(OPTIONS.withMaxRows(1));
        assertTrue(cut.contains("<tr><td colspan=\"2\" style=\"text-align:center\">…</td></tr>\n</tbody>"));
        assertTrue(cut.contains("3 rows x 2 columns"));
        assertFalse(cut.contains("&amp;"));
    }

    @Test
    void optionsRefuseNonsenseAndReadTheTerminalWidth() {
        ColonnadeException refusal = assertThrows(ColonnadeException.class, () -> OPTIONS.withWidth(3));
        assertEquals(
                "Showing a table takes maxRows >= 0, maxColumns >= 1, width >= 20 and cellWidth >= 4, not 20, 60, 3 and 40.",
                refusal.getMessage());
        assertEquals(97, ShowOptions.width("97"));
        assertEquals(20, ShowOptions.width("5"));
        assertEquals(120, ShowOptions.width(null));
        assertEquals(120, ShowOptions.width("wide"));
    }

    @Test
    void widthOfEveryLineIsBounded() {
        List<List<?>> rows = new ArrayList<>();
        rows.add(List.of("漢".repeat(200), "y".repeat(200), "z"));
        Schema schema = Schema.of(
                Field.of("a", DataType.STRING), Field.of("b", DataType.STRING), Field.of("c", DataType.STRING));
        for (int width = 20; width < 140; width++) {
            String text =
                    Table.ofRows(schema, rows).toText(OPTIONS.withWidth(width).withCellWidth(60));
            for (String line : text.split("\n")) {
                assertTrue(DisplayText.width(line) <= width, line);
            }
        }
    }
}
