/**
 * One small class for each kind of native object of libmxnet; addresses do not leave this package.
 */
package dev.weft.backend.mxnet.handle;
