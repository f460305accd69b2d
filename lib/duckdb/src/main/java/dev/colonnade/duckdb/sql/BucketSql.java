package dev.colonnade.duckdb.sql;

import dev.colonnade.type.DataType;
import java.util.function.UnaryOperator;

/** Iceberg's bucket transform: the engine has no 32-bit Murmur3, so it is spelled out in 64-bit unsigned arithmetic. */
final class BucketSql {
    private static final String MASK = "4294967295::UBIGINT";

    private BucketSql() {}

    /** @param type of the value: int64, date or string */
    static String of(String buckets, String value, DataType type) {
        String hash = type instanceof DataType.StringType ? ofText(value) : ofNumber(value, type);
        return "CAST((" + hash + " & 2147483647::UBIGINT) % " + buckets + " AS INTEGER)";
    }

    private static String ofNumber(String value, DataType type) {
        String number = type instanceof DataType.DateType ? "(" + value + " - DATE '1970-01-01')::BIGINT" : value;
        return bind("n", number, n -> {
            String low = "(" + n + " & 4294967295)::UBIGINT";
            String high = "((" + n + " >> 32) & 4294967295)::UBIGINT";
            return finished(step(step("0::UBIGINT", low), high), "8::UBIGINT");
        });
    }

    /** Null of a null; the bytes are taken from their hexadecimal digits, four at a time, the last first. */
    private static String ofText(String value) {
        return bind("h", "hex(encode(" + value + "))", h -> {
            String blocks = "list_transform(range(0, length(" + h + ") // 8), lambda i: ('0x' || "
                    + digits(h, "8 * i", 4) + ")::UBIGINT)";
            String body = "list_reduce(list_prepend(0::UBIGINT, " + blocks + "), lambda a, k: " + step("a", "k") + ")";
            String tail = "('0x0' || " + digits(h, "length(" + h + ") // 8 * 8", 3) + ")::UBIGINT";
            return finished("xor(" + body + ", " + mixed(tail) + ")", "(length(" + h + ") // 2)::UBIGINT");
        });
    }

    private static String digits(String hex, String from, int bytes) {
        StringBuilder digits = new StringBuilder();
        for (int i = bytes - 1; i >= 0; i--) {
            digits.append(digits.isEmpty() ? "" : " || ")
                    .append("substr(" + hex + ", " + from + " + " + (2 * i + 1) + ", 2)");
        }
        return digits.toString();
    }

    private static String step(String hash, String block) {
        return bind(
                "x",
                "xor(" + hash + ", " + mixed(block) + ")",
                x -> "((" + rotated(x, 13) + " * 5::UBIGINT + 3864292196::UBIGINT) & " + MASK + ")");
    }

    private static String mixed(String block) {
        return bind("m", product(block, "3432918353"), m -> product(rotated(m, 15), "461845907"));
    }

    private static String finished(String hash, String length) {
        return bind(
                "f",
                "xor(" + hash + ", " + length + ")",
                f -> bind(
                        "g",
                        product("xor(" + f + ", " + f + " >> 16)", "2246822507"),
                        g -> bind(
                                "e",
                                product("xor(" + g + ", " + g + " >> 13)", "3266489909"),
                                e -> "xor(" + e + ", " + e + " >> 16)")));
    }

    private static String product(String a, String constant) {
        return "(" + a + " * " + constant + "::UBIGINT & " + MASK + ")";
    }

    private static String rotated(String value, int bits) {
        return "(((" + value + " << " + bits + ") | (" + value + " >> " + (32 - bits) + ")) & " + MASK + ")";
    }

    /** A text that mentions another one several times. */
    private static String bind(String name, String operand, UnaryOperator<String> body) {
        return "list_transform([" + operand + "], lambda " + name + ": " + body.apply(name) + ")[1]";
    }
}
