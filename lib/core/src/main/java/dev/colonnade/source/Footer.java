package dev.colonnade.source;

import dev.colonnade.type.Schema;
import java.util.List;

/**
 * What the end of a Parquet file says.
 *
 * @param checksum CRC-32C of its bytes
 */
record Footer(Schema schema, int checksum, List<RowGroup> rowGroups) {}
