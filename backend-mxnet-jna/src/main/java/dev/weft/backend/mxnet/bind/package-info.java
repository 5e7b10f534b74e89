/** C functions, one to one: C names, C parameters, no logic. */
package dev.weft.backend.mxnet.bind;
