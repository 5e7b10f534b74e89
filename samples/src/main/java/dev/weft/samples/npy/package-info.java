/** Tensors in NumPy's {@code .npy} files. */
package dev.weft.samples.npy;
