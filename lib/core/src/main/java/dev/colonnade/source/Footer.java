package dev.colonnade.source;

import dev.colonnade.type.Schema;
import java.util.List;

/** What the end of a Parquet file says. */
record Footer(Schema schema, long rowCount, List<RowGroup> rowGroups) {}
