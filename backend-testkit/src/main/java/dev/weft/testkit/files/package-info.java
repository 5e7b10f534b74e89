/**
 * Writers of MXNet's two model files, the symbol and the parameters, for tests that need models of
 * their own making. Written apart from Weft's readers, and sharing no code with them, so that a
 * misreading of the format cannot cancel itself out.
 */
package dev.weft.testkit.files;
