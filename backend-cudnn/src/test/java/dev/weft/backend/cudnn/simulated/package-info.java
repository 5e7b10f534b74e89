/** CUDA devices that are simulated on the CPU, by libraries in C that are built when tests run. */
package dev.weft.backend.cudnn.simulated;
