/** The backend {@code cudnn}: provider, loaded models, and the contexts that calls run in. */
package dev.weft.backend.cudnn;
