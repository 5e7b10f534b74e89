package dev.weft.backend.onednn.handle;

import org.bytedeco.dnnl.global.dnnl;

/**
 * Instruction sets as oneDNN names them. A code is a set of bits: whatever holds those of another
 * can all that the other can.
 *
 * @param code oneDNN's number
 */
public record CpuIsa(int code) {
  static CpuIsa ofCode(int code) {
    return new CpuIsa(code);
  }

  /** {@return whether vectors have 512 bits} */
  public boolean hasAvx512() {
    return has(dnnl.dnnl_cpu_isa_avx512_core);
  }

  /** {@return whether products of BF16 numbers are native} */
  public boolean hasBf16() {
    return has(dnnl.dnnl_cpu_isa_avx512_core_bf16);
  }

  /** {@return whether products of FP16 numbers are native} */
  public boolean hasFp16() {
    return has(dnnl.dnnl_cpu_isa_avx512_core_fp16);
  }

  private boolean has(int other) {
    return (code & other) == other;
  }

  @Override
  public String toString() {
    if (has(dnnl.dnnl_cpu_isa_avx512_core_amx)) {
      return "AVX-512 with AMX";
    }
    if (hasFp16()) {
      return "AVX-512 with FP16";
    }
    if (hasBf16()) {
      return "AVX-512 with BF16";
    }
    if (hasAvx512()) {
      return "AVX-512";
    }
    if (has(dnnl.dnnl_cpu_isa_avx2)) {
      return "AVX2";
    }
    return has(dnnl.dnnl_cpu_isa_sse41) ? "SSE4.1" : "no vector instructions known";
  }
}
