package dev.weft.backend.onednn.handle;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Pointer;

/**
 * A primitive with its arguments, built beforehand: running it is one native call that makes no
 * garbage. For one thread at a time. The primitive and the memory must outlive it.
 */
public final class Execution implements Runnable, AutoCloseable {
  private final String subject;
  private final dnnl_primitive primitive;
  private final dnnl_stream stream;
  private final NativeMemory arguments;
  private final dnnl_exec_arg_t first;
  private final int count;
  private final List<dnnl_memory> memories = new ArrayList<>();

  /**
   * An argument.
   *
   * @param key its key, of {@link Argument}
   * @param layout its layout
   * @param memory the block that holds it
   * @param offset where in the block
   */
  public record Operand(int key, Layout layout, NativeMemory memory, long offset) {}

  /**
   * Binds a primitive to its arguments.
   *
   * @param subject what is computed, for messages
   * @param primitive the primitive
   * @param stream the stream of the thread
   * @param operands the arguments
   */
  public Execution(String subject, Primitive primitive, Stream stream, List<Operand> operands) {
    this.subject = subject;
    this.primitive = primitive.pointer();
    this.stream = stream.pointer();
    this.count = operands.size();
    int size = Pointer.sizeof(dnnl_exec_arg_t.class);
    this.arguments = NativeMemory.allocate((long) count * size, subject);
    this.first = new dnnl_exec_arg_t(arguments.at(0));
    boolean complete = false;
    try {
      for (int i = 0; i < count; i++) {
        Operand operand = operands.get(i);
        dnnl_memory memory = new dnnl_memory();
        Status.check(
            dnnl.dnnl_memory_create(
                memory,
                operand.layout().pointer(),
                Engine.get().pointer(),
                operand.memory().at(operand.offset())),
            "dnnl_memory_create",
            subject);
        memories.add(memory);
        first.getPointer(i).arg(operand.key()).memory(memory);
      }
      complete = true;
    } finally {
      if (!complete) {
        close();
      }
    }
  }

  /**
   * Runs a primitive once, with a scratchpad that is freed again.
   *
   * @param subject what is computed, for messages
   * @param primitive the primitive
   * @param stream the stream of the thread
   * @param operands the arguments, without the scratchpad
   */
  public static void runOnce(
      String subject, Primitive primitive, Stream stream, List<Operand> operands) {
    try (NativeMemory scratch =
        NativeMemory.allocate(Math.max(1, primitive.scratchpadBytes()), "scratchpad")) {
      List<Operand> all = new ArrayList<>(operands);
      all.add(new Operand(Argument.SCRATCHPAD, primitive.scratchpad(), scratch, 0));
      try (Execution execution = new Execution(subject, primitive, stream, all)) {
        execution.run();
      }
    }
  }

  /**
   * Where the arguments of an execution are to be found another time.
   *
   * @param addresses where, in the order of the arguments
   */
  @SuppressWarnings("ArrayRecordComponent") // never changed, never compared
  public record Places(Pointer[] addresses) {
    /**
     * {@return the places of arguments}
     *
     * @param operands the arguments, of the keys and layouts that the execution was made for
     */
    public static Places of(List<Operand> operands) {
      Pointer[] addresses = new Pointer[operands.size()];
      for (int i = 0; i < addresses.length; i++) {
        addresses[i] = operands.get(i).memory().at(operands.get(i).offset());
      }
      return new Places(addresses);
    }
  }

  /**
   * Runs the primitive on other memory, from now on; returns when its results are there.
   *
   * @param places where all arguments are
   */
  public void run(Places places) {
    Pointer[] addresses = places.addresses;
    for (int i = 0; i < addresses.length; i++) {
      int status = dnnl.dnnl_memory_set_data_handle(memories.get(i), addresses[i]);
      if (status != 0) {
        Status.check(status, "dnnl_memory_set_data_handle", subject);
      }
    }
    run();
  }

  /** Runs the primitive; returns when its results are there. */
  @Override
  public void run() {
    int status = dnnl.dnnl_primitive_execute(primitive, stream, count, first);
    if (status != 0) {
      Status.check(status, "dnnl_primitive_execute", subject);
    }
  }

  @Override
  public void close() {
    memories.forEach(dnnl::dnnl_memory_destroy);
    memories.clear();
    arguments.close();
  }
}
