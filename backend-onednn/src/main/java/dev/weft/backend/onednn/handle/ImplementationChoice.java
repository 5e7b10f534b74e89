package dev.weft.backend.onednn.handle;

import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** Which of the implementations that oneDNN offers for a primitive is taken. */
public enum ImplementationChoice {
  /** The first one: the one that oneDNN holds to be the fastest. */
  FIRST {
    @Override
    boolean accepts(String implementation) {
      return true;
    }
  },

  /** The first one that is not made of products of small matrices; there has to be one. */
  WITHOUT_BRGEMM {
    @Override
    boolean accepts(String implementation) {
      return !implementation.contains("brg");
    }
  },

  /** The direct convolution that is generated for AVX-512, or else the first one. */
  PREFER_DIRECT_AVX512 {
    @Override
    boolean accepts(String implementation) {
      return implementation.startsWith("jit:avx512_core");
    }
  };

  abstract boolean accepts(String implementation);

  /** Moves a description on to the implementation that is wanted; returns whether there is one. */
  boolean find(dnnl_primitive_desc description) {
    if (this == FIRST) {
      return true; // without asking for its name: this is nearly every primitive
    }
    while (!accepts(implementation(description))) {
      if (dnnl.dnnl_primitive_desc_next_impl(description) != dnnl.dnnl_success) {
        return false;
      }
    }
    return true;
  }

  private static String implementation(dnnl_primitive_desc description) {
    try (NativeMemory result = NativeMemory.allocate(Long.BYTES, "query")) {
      Status.check(
          dnnl.dnnl_primitive_desc_query(
              description, dnnl.dnnl_query_impl_info_str, 0, result.at(0)),
          "dnnl_primitive_desc_query",
          "implementation");
      return new BytePointer(new PointerPointer<>(result.at(0)).get(0)).getString();
    }
  }
}
