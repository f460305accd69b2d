package dev.colonnade.arrow.scan;

import dev.colonnade.cdata.ArrowField;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The fields of a file as its footer's types state them, where the native library has another name for the same bytes: it
 * reads enums as binaries, uuids as 16 bytes, durations that Arrow wrote as such and not as integers, and it decides on its
 * own whether a timestamp has a zone.
 */
final class StatedTypes {
    private static final Map<String, String> AS_STRING = Map.of("z", "u", "Z", "U");
    private static final Map<String, String> AS_BINARY = Map.of("u", "z", "U", "Z");
    private static final Map<String, String> UUID = Map.of("ARROW:extension:name", "arrow.uuid");

    private StatedTypes() {}

    static ArrowField of(ArrowField read, DataType stated) {
        ArrowField dictionary = read.dictionary();
        if (dictionary != null) {
            return new ArrowField(read.format(), read.name(), Map.of(), List.of(), of(dictionary, stated));
        }
        boolean uuid = stated instanceof DataType.UuidType && read.format().equals("w:16");
        return new ArrowField(
                format(read.format(), stated), read.name(), uuid ? UUID : Map.of(), children(read, stated), null);
    }

    private static String format(String read, DataType stated) {
        if (stated instanceof DataType.StringType) {
            return AS_STRING.getOrDefault(read, read);
        }
        if (stated instanceof DataType.BinaryType) {
            return AS_BINARY.getOrDefault(read, read);
        }
        if (stated instanceof DataType.IntType integer && integer.bits() == 64 && read.startsWith("tD")) {
            return integer.signed() ? "l" : "L";
        }
        if (stated instanceof DataType.TimestampType time && read.startsWith("ts")) {
            return read.substring(0, 4) + (time.utc() ? "UTC" : "");
        }
        return read;
    }

    private static List<ArrowField> children(ArrowField read, DataType stated) {
        List<ArrowField> children = read.children();
        if (stated instanceof DataType.ListType list && children.size() == 1) {
            return List.of(of(children.get(0), list.element().type()));
        }
        if (stated instanceof DataType.StructType struct) {
            return members(children, struct.fields());
        }
        if (stated instanceof DataType.MapType map && children.size() == 1) {
            ArrowField entry = children.get(0);
            List<ArrowField> members = members(entry.children(), List.of(map.key(), map.value()));
            return List.of(new ArrowField(entry.format(), entry.name(), Map.of(), members, null));
        }
        return children;
    }

    private static List<ArrowField> members(List<ArrowField> children, List<Field> fields) {
        if (children.size() != fields.size()) {
            return children;
        }
        List<ArrowField> members = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            members.add(of(children.get(i), fields.get(i).type()));
        }
        return members;
    }
}
