package dev.weft.nativesupport.library;

/**
 * Where a native library is.
 *
 * @param target what to hand to the loader: an absolute path, or a bare name for the system's own
 *     search
 * @param origin how it was found, for messages
 */
public record LibraryLocation(String target, String origin) {}
