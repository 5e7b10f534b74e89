package dev.weft.graph;

/**
 * An output of a graph.
 *
 * @param name its name
 * @param value the id of its value
 */
public record GraphOutput(String name, int value) {}
