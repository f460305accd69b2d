package dev.colonnade.type;

/** One answer per type; there are no defaults, so a new type does not compile until every visitor answers. */
public interface DataTypeVisitor<R> {
    R visitNull(DataType.NullType type);

    R visitBool(DataType.BoolType type);

    R visitInt(DataType.IntType type);

    R visitFloat(DataType.FloatType type);

    R visitDecimal(DataType.DecimalType type);

    R visitString(DataType.StringType type);

    R visitBinary(DataType.BinaryType type);

    R visitFixedBinary(DataType.FixedBinaryType type);

    R visitUuid(DataType.UuidType type);

    R visitDate(DataType.DateType type);

    R visitTime(DataType.TimeType type);

    R visitTimestamp(DataType.TimestampType type);

    R visitInterval(DataType.IntervalType type);

    R visitList(DataType.ListType type);

    R visitStruct(DataType.StructType type);

    R visitMap(DataType.MapType type);
}
