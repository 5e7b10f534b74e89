package dev.weft.demo;

import java.util.Arrays;

/** The families of appearances. */
enum Look {
  /** Printed with a font that the network was trained on. */
  PRINTED(0),
  /** Drawn by hand from skeletons. */
  DRAWN(1),
  /** Printed with a font that the network never saw; for the held-out set alone. */
  PRINTED_UNSEEN_FONT(2);

  private final int code;

  Look(int code) {
    this.code = code;
  }

  /** The number that stands for this look in files. */
  byte code() {
    return (byte) code;
  }

  static Look of(byte code) {
    return Arrays.stream(values())
        .filter(look -> look.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("look " + code + ": expected 0, 1 or 2"));
  }
}
