package dev.colonnade.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BatchStreamTest {
    private static final Schema SCHEMA = Schema.of(Field.of("a", DataType.INT64), Field.of("b", DataType.INT64));

    /** Batches of {@code n, 10 n}, and how often the stream was closed. */
    private static final class Numbers implements BatchStream {
        private final BatchStream batches;
        private int closed;

        Numbers(long... ends) {
            List<Batch> list = new ArrayList<>();
            long from = 0;
            for (long end : ends) {
                List<List<Object>> rows = new ArrayList<>();
                for (; from < end; from++) {
                    rows.add(List.of(from, 10 * from));
                }
                list.addAll(Table.ofRows(SCHEMA, List.copyOf(rows)).batches());
            }
            batches = BatchStream.of(SCHEMA, list);
        }

        @Override
        public Schema schema() {
            return SCHEMA;
        }

        @Override
        public Batch next() {
            return batches.next();
        }

        @Override
        public void close() {
            closed++;
        }
    }

    private static List<Object> first(BatchStream stream) {
        List<Object> values = new ArrayList<>();
        stream.forEach((batch, number) -> {
            for (int i = 0; i < batch.rowCount(); i++) {
                values.add(batch.column(0).longAt(i));
            }
        });
        return values;
    }

    @Test
    void limitCutsAcrossBatches() {
        assertEquals(List.of(2L, 3L, 4L), first(new Numbers(3, 4, 9).limit(2, 3)));
        assertEquals(List.of(3L), first(new Numbers(3, 4, 9).limit(3, 1)));
        assertEquals(List.of(7L, 8L), first(new Numbers(3, 4, 9).limit(7, -1)));
        assertEquals(List.of(), first(new Numbers(3, 4, 9).limit(9, 5)));
        assertEquals(List.of(), first(new Numbers(3, 4, 9).limit(0, 0)));
    }

    @Test
    void limitClosesItsInputWithTheLastRow() {
        Numbers numbers = new Numbers(3, 4, 9);
        BatchStream limited = numbers.limit(0, 4);
        limited.next();
        assertEquals(0, numbers.closed);
        limited.next();
        assertEquals(1, numbers.closed);
        assertNull(limited.next());
    }

    @Test
    void columnsAreChosenAndRenamed() {
        Schema swapped = Schema.of(Field.of("y", DataType.INT64), Field.of("x", DataType.INT64));
        BatchStream stream = new Numbers(3).columns(swapped, new int[] {1, 0});
        assertEquals(swapped, stream.schema());
        assertEquals(List.of(0L, 10L, 20L), first(stream));
    }

    @Test
    void concatStartsEachInputAfterTheOneBefore() {
        List<Numbers> started = new ArrayList<>();
        Supplier<BatchStream> input = () -> {
            assertEquals(0, started.stream().filter(n -> n.closed == 0).count());
            started.add(new Numbers(2));
            return started.get(started.size() - 1);
        };
        assertEquals(List.of(0L, 1L, 0L, 1L), first(BatchStream.concat(SCHEMA, List.of(input, input))));
        assertEquals(2, started.size());
    }
}
