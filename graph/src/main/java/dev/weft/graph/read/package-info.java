/** From MXNet's operators and attributes to those of {@link dev.weft.graph.op}. */
package dev.weft.graph.read;
