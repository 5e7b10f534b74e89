/** A graph compiled for given input shapes, and its instances in the memory of a context. */
package dev.weft.backend.onednn.plan;
