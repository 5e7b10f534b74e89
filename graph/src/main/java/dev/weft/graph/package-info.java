/** The graph of a model: immutable nodes and values, and what is known of their types. */
package dev.weft.graph;
