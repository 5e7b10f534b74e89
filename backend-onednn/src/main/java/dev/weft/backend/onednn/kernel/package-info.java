/** Operators that oneDNN lacks, in plain Java on native memory. */
package dev.weft.backend.onednn.kernel;
