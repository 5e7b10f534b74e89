/** Kernels of this backend's own: their sources, and how they are compiled and loaded. */
package dev.weft.backend.cudnn.kernel;
