/** How each operator becomes steps on a GPU: one file for each family, and a table. */
package dev.weft.backend.cudnn.lower;
