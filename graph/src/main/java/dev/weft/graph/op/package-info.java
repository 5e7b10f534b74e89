/** Operators as data: one record for each, with its attributes and its shape inference. */
package dev.weft.graph.op;
