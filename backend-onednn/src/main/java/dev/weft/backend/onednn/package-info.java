/** The backend {@code onednn}: provider, loaded models, and the contexts that calls run in. */
package dev.weft.backend.onednn;
