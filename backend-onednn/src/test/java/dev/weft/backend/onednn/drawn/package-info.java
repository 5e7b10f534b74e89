/** Graphs of all kinds of operators, drawn by chance, to hold the backend against libmxnet. */
package dev.weft.backend.onednn.drawn;
