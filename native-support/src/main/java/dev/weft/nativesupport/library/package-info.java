/** Where a native library is found, and how it is taken out of a jar. */
package dev.weft.nativesupport.library;
