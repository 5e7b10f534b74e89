/** From operators to steps, one class for each family. */
package dev.weft.backend.onednn.lower;
