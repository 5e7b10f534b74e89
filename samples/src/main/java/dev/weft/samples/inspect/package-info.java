/** Reports of models as tables and drawings. */
package dev.weft.samples.inspect;
