package dev.colonnade.cdata;

import dev.colonnade.batch.ColumnVector;

/** The copy of one column's native arrays as vectors of one type. */
interface ColumnReader {
    /** The {@code count} values of {@code array} from its logical position {@code from}. */
    ColumnVector read(ArrowArray array, int from, int count);
}
