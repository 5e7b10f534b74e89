package dev.weft.samples.inspect;

import java.util.regex.Pattern;

/** Families of operators, each with a colour. */
enum Family {
  INPUT("#ffffff", ""),
  CONVOLUTION("#bcd4f5", "(?i).*convolution.*"),
  PRODUCT("#c9c3f0", "(?i)FullyConnected.*|.*dot.*|.*gemm.*|RNN.*|.*_selfatt_.*|.*_encdec_.*"),
  NORMALISATION("#f7dfb0", "(?i).*norm.*|LRN.*|moments.*"),
  POOLING("#f5c3c0", "(?i).*pool.*|.*ROIAlign.*"),
  SOFTMAX("#f3c6e6", "(?i).*softmax.*|.*output.*|.*loss.*"),
  ELEMENTS(
      "#cdeac0",
      "(?i)activation.*|leakyrelu.*|relu.*|sigmoid.*|tanh.*|softrelu.*|clip.*|elemwise_.*"
          + "|broadcast_.*|_?(r?plus|r?minus|r?sub|mul|r?div|add|r?power|maximum|minimum).*"
          + "|add_n.*|exp.*|log.*|sqrt.*|square.*|abs.*|mean.*|sum.*|max.*|min.*|hard_sigmoid.*"),
  MOVING("#e3e3e3", ".*");

  private final String colour;
  private final Pattern operators;

  Family(String colour, String operators) {
    this.colour = colour;
    this.operators = Pattern.compile(operators, Pattern.DOTALL);
  }

  /** Returns the family of an operator; that of fused ones is the family of the first. */
  static Family of(String operator) {
    for (Family family : values()) {
      if (family != INPUT && family.operators.matcher(operator).matches()) {
        return family;
      }
    }
    return MOVING;
  }

  /** Returns the colour as HTML writes it. */
  String colour() {
    return colour;
  }
}
