/**
 * What a column can hold: {@link dev.colonnade.type.DataType} (sealed), {@link dev.colonnade.type.Field},
 * {@link dev.colonnade.type.Schema}, the Java value that stands for each type, and the order of values.
 *
 * <p>Nulls sort last by default, NaN is greater than every number and equal to itself, strings compare by their UTF-8
 * bytes. {@link dev.colonnade.type.Values} holds that order for every type.
 */
@NullMarked
package dev.colonnade.type;

import org.jspecify.annotations.NullMarked;
