package dev.weft.backend.cudnn.handle;

/** How a thread waits for work of a GPU. */
public enum Wait {
  /** It sleeps until the GPU wakes it. */
  BLOCK,
  /** It asks again and again, which keeps a processor busy and answers some microseconds sooner. */
  SPIN
}
