/** Many threads on one task list, and what is measured of them. */
package dev.weft.samples.measure;
