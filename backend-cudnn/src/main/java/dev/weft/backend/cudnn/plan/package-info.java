/** Graphs compiled for a GPU: steps, their memory, parameters, and what a context runs. */
package dev.weft.backend.cudnn.plan;
