/** oneDNN's objects, a small class for each. Only this package names JavaCPP and JNA. */
package dev.weft.backend.onednn.handle;
