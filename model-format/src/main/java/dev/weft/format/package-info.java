/**
 * Readers of MXNet's two model files; internal to Weft's backends.
 *
 * <p>{@link dev.weft.format.SymbolFile} reads the graph, {@link dev.weft.format.ParameterFile} the
 * arrays. Both take files from anywhere: whatever the bytes are, the result is a checked
 * description of the model or a {@link dev.weft.ModelFormatException}, in time and memory
 * proportional to the file. Backends read a model here before native code sees a byte of it.
 */
package dev.weft.format;
