package dev.weft.graph;

/**
 * An input of a graph.
 *
 * @param name its name
 * @param value the id of its value
 * @param type the type of its elements, and what is known of its shape before a call
 * @param optional whether a call may leave it out; it then counts as zero
 */
public record GraphInput(String name, int value, ValueType type, boolean optional) {}
