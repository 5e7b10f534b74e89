/** The program behind {@code gpu-check}: checks and figures of a machine with GPUs. */
package dev.weft.backend.cudnn.gpu;
