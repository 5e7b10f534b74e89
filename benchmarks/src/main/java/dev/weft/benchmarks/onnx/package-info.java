/** Writes networks as ONNX files, so that other runtimes can run them. */
@org.jspecify.annotations.NullMarked
package dev.weft.benchmarks.onnx;
