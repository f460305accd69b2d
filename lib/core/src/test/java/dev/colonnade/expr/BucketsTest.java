package dev.colonnade.expr;

import static dev.colonnade.expr.Exprs.bucket;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.lit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.error.PlanException;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketsTest {
    private static final Binder BINDER =
            Binder.of(Schema.of(List.of(Field.of("x", DataType.FLOAT64), Field.of("i", DataType.INT16))));

    /** The values of appendix B of Iceberg's table specification. */
    @Test
    void hashesAreThoseOfTheSpecification() {
        assertEquals(2017239379 % 1000, Buckets.of(1000, 34));
        assertEquals(2017239379 % 1000, Buckets.of(1000, 34L));
        assertEquals((-653330422 & Integer.MAX_VALUE) % 1000, Buckets.of(1000, LocalDate.of(2017, 11, 16)));
        assertEquals(1210000089, Buckets.hash("iceberg".getBytes(StandardCharsets.UTF_8)));
        assertEquals(-188683207, Buckets.hash(new byte[] {0, 1, 2, 3}));
        assertEquals(0, Buckets.hash(new byte[0]));
    }

    @Test
    void constantsAreFolded() {
        assertEquals(
                BoundExpr.Literal.of(2017239379 % 16, DataType.INT32), Folding.fold(BINDER.bind(bucket(16, lit(34)))));
    }

    @Test
    void whatHasNoBucketIsRefused() {
        assertEquals(
                "Cannot compute bucket of x (float64): it takes a signed integer, a date or a string; convert with cast(..).",
                assertThrows(PlanException.class, () -> BINDER.bind(bucket(16, col("x"))))
                        .getMessage());
        assertEquals(
                "There is at least one bucket, not 0.",
                assertThrows(PlanException.class, () -> BINDER.bind(bucket(0, col("i"))))
                        .getMessage());
    }
}
