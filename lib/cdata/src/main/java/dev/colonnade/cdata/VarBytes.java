package dev.colonnade.cdata;

import java.util.List;

/** How many bytes of strings and binaries a range of an array holds, at any depth. */
final class VarBytes {
    private VarBytes() {}

    static long of(ArrowField field, ArrowArray array, int from, int count) {
        String format = field.format();
        return switch (format) {
            case "u", "z" -> between(array, from, count, Integer.BYTES);
            case "U", "Z" -> between(array, from, count, Long.BYTES);
            case "+l", "+m" -> ofList(field, array, from, count, Integer.BYTES);
            case "+L" -> ofList(field, array, from, count, Long.BYTES);
            case "+s" -> ofMembers(field, array, from, count);
            default -> format.startsWith("+w:") ? ofFixedLists(field, array, from, count) : 0;
        };
    }

    private static long between(ArrowArray array, int from, int count, int offsetWidth) {
        return count == 0
                ? 0
                : ArrowBuffers.offsetAt(array, from + count, 1, offsetWidth)
                        - ArrowBuffers.offsetAt(array, from, 1, offsetWidth);
    }

    private static long ofList(ArrowField field, ArrowArray array, int from, int count, int offsetWidth) {
        if (count == 0) {
            return 0;
        }
        int first = Math.toIntExact(ArrowBuffers.offsetAt(array, from, 1, offsetWidth));
        int elements = Math.toIntExact(between(array, from, count, offsetWidth));
        return of(field.children().get(0), array.children().get(0), first, elements);
    }

    private static long ofMembers(ArrowField field, ArrowArray array, int from, int count) {
        long bytes = 0;
        List<ArrowField> members = field.children();
        for (int i = 0; i < members.size(); i++) {
            bytes += of(members.get(i), array.children().get(i), array.offset() + from, count);
        }
        return bytes;
    }

    private static long ofFixedLists(ArrowField field, ArrowArray array, int from, int count) {
        int size = Integer.parseInt(field.format().substring(3));
        return of(field.children().get(0), array.children().get(0), (array.offset() + from) * size, count * size);
    }
}
