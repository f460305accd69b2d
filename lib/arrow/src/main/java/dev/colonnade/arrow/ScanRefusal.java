package dev.colonnade.arrow;

import dev.colonnade.arrow.compute.Reconciliation;
import dev.colonnade.arrow.compute.Refusal;
import dev.colonnade.arrow.compute.RowFilter;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.scan.ScanTask;
import dev.colonnade.source.ColumnChunk;
import dev.colonnade.source.DataFile;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why the files of a scan are not read here, as a clause about the engine. */
final class ScanRefusal {
    private static final String INT96 = "INT96";

    private final ScanTask task;
    private final ScanLayout layout;

    private ScanRefusal(ScanTask task) {
        this.task = task;
        this.layout = new ScanLayout(task.scan());
    }

    /** @param memoryBytes the most that reading one file may take */
    static Optional<String> of(ScanTask task, long memoryBytes) {
        ScanRefusal refusal = new ScanRefusal(task);
        return refusal.ofNames()
                .or(refusal::ofFilter)
                .or(refusal::ofTypes)
                .or(refusal::ofInt96)
                .or(() -> refusal.ofMemory(memoryBytes));
    }

    /** JNI passes names in its own form of UTF-8, in which a character outside of the basic plane is two. */
    private Optional<String> ofNames() {
        return layout.needed().names().stream()
                .filter(name -> name.indexOf('\0') >= 0 || name.codePoints().anyMatch(c -> c > 0xffff))
                .findFirst()
                .map(name -> "does not find columns with names such as '" + name + "'");
    }

    private Optional<String> ofFilter() {
        BoundExpr filter = task.scan().filter();
        return filter == null
                ? Optional.empty()
                : RowFilter.refusal(filter, layout.needed()).map(ScanRefusal::notComputed);
    }

    static String notComputed(Refusal why) {
        return "does not compute " + why.node() + " (" + why.reason() + ")";
    }

    private Optional<String> ofTypes() {
        Set<Schema> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (DataFile file : task.files()) {
            if (seen.add(file.schema())) {
                for (Field stored : layout.storedIn(file).fields()) {
                    if (holdsIntervals(stored.type())) {
                        return Optional.of("does not read intervals, as in column '" + stored.name() + "' of ["
                                + file.path() + "]");
                    }
                    DataType wanted = layout.needed().field(stored.name()).type();
                    if (Reconciliation.refusal(stored.type(), wanted).isPresent()) {
                        return Optional.of("does not turn " + stored.type() + " into " + wanted + ", as column '"
                                + stored.name() + "' of [" + file.path() + "] needs");
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean holdsIntervals(DataType type) {
        if (type instanceof DataType.StructType struct) {
            return struct.fields().stream().anyMatch(field -> holdsIntervals(field.type()));
        }
        if (type instanceof DataType.MapType map) {
            return holdsIntervals(map.key().type())
                    || holdsIntervals(map.value().type());
        }
        return type instanceof DataType.ListType list
                ? holdsIntervals(list.element().type())
                : type instanceof DataType.IntervalType;
    }

    /** The library reads int96 as nanoseconds since 1970, which wrap around outside of 1677 to 2262. */
    private Optional<String> ofInt96() {
        List<String> suspects = layout.needed().fields().stream()
                .filter(field -> mayBeInt96(field.type()))
                .map(Field::name)
                .toList();
        if (suspects.isEmpty()) {
            return Optional.empty();
        }
        for (DataFile file : task.files()) {
            for (ColumnChunk chunk : file.rowGroups().isEmpty()
                    ? List.<ColumnChunk>of()
                    : file.rowGroups().get(0).chunks()) {
                String column = chunk.path().get(0);
                if (chunk.layout().physical().equals(INT96) && suspects.contains(column)) {
                    return Optional.of("does not read timestamps that are stored as int96, as column '" + column
                            + "' of [" + file.path() + "] is");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean mayBeInt96(DataType type) {
        return type.isNested()
                || type instanceof DataType.TimestampType time && !time.utc() && time.unit() != Resolution.MILLIS;
    }

    private Optional<String> ofMemory(long memoryBytes) {
        MemoryEstimate estimate = new MemoryEstimate(layout);
        for (DataFile file : task.files()) {
            long bytes = estimate.bytes(file);
            if (bytes > memoryBytes) {
                return Optional.of("would take about " + (bytes >> 20) + " MiB to read [" + file.path()
                        + "], which is more than the memory limit of " + (memoryBytes >> 20) + " MiB");
            }
        }
        return Optional.empty();
    }
}
