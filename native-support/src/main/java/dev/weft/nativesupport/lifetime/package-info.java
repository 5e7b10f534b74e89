/** When native memory is freed: exactly once, and never while it is used. */
package dev.weft.nativesupport.lifetime;
