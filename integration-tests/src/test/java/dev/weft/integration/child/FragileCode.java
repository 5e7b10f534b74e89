package dev.weft.integration.child;

/** Code that meets null in many places, each of which the compiler may leave to a signal. */
public final class FragileCode {
  private final FragileCode next;
  private final int value;

  private FragileCode(FragileCode next, int value) {
    this.next = next;
    this.value = value;
  }

  /** Runs it, and returns how many times null was met. */
  public static int run(int rounds) {
    FragileCode last = new FragileCode(null, 1);
    FragileCode first = new FragileCode(last, 2);
    int[] array = {1};
    Object[] objects = {"text"};
    int nulls = 0;
    for (int i = 0; i < rounds; i++) {
      boolean absent = i % 2 == 0;
      nulls += field(absent ? null : first);
      nulls += fieldOfField(absent ? last : first);
      nulls += length(absent ? null : array);
      nulls += element(absent ? null : array);
      nulls += store(absent ? null : array);
      nulls += elementObject(absent ? null : objects);
      nulls += monitor(absent ? null : first);
      nulls += virtualCall(absent ? null : "text");
      nulls += unboxing(absent ? null : 5);
    }
    return nulls;
  }

  /** The number of nulls that {@link #run} meets in two rounds. */
  public static int sites() {
    return 9;
  }

  private static int field(FragileCode object) {
    try {
      return object.value > 0 ? 0 : -1;
    } catch (NullPointerException e) {
      return 1;
    }
  }

  private static int fieldOfField(FragileCode object) {
    try {
      return object.next.value > 0 ? 0 : -1;
    } catch (NullPointerException e) {
      return 1;
    }
  }

  private static int length(int[] array) {
    try {
      return array.length > 0 ? 0 : -1;
    } catch (NullPointerException e) {
      return 1;
    }
  }

  private static int element(int[] array) {
    try {
      return array[0] > 0 ? 0 : -1;
    } catch (NullPointerException e) {
      return 1;
    }
  }

  private static int store(int[] array) {
    try {
      array[0] = 1;
      return 0;
    } catch (NullPointerException e) {
      return 1;
    }
  }

  private static int elementObject(Object[] array) {
    try {
      return array[0] != null ? 0 : -1;
    } catch (NullPointerException e) {
      return 1;
    }
  }

  private static int monitor(Object object) {
    try {
      synchronized (object) {
        return 0;
      }
    } catch (NullPointerException e) {
      return 1;
    }
  }

  private static int virtualCall(Object object) {
    try {
      return object.hashCode() != 0 ? 0 : -1;
    } catch (NullPointerException e) {
      return 1;
    }
  }

  private static int unboxing(Integer number) {
    try {
      return number > 0 ? 0 : -1;
    } catch (NullPointerException e) {
      return 1;
    }
  }
}
