package dev.weft.format;

/**
 * One input of one node of a {@link SymbolFile}.
 *
 * @param node the node's id
 * @param position which of the node's inputs, from 0
 */
public record NodeInput(int node, int position) {}
