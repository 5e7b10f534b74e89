/** What ran when on which thread, for trace viewers and as a table. */
package dev.weft.samples.trace;
