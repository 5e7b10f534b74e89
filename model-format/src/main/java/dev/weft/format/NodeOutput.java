package dev.weft.format;

/**
 * One output of one node of a {@link SymbolFile}.
 *
 * @param node the node's id
 * @param index which of the node's outputs, from 0
 */
public record NodeOutput(int node, int index) {}
