/** What a model is and what passes made of it, as {@link dev.weft.inspect} tells it. */
package dev.weft.graph.report;
