package dev.weft.nativesupport.lifetime;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Frees native owners that nobody closed, and says so.
 *
 * <p>A collected owner whose alarm is still armed is a bug of the application: what it held is
 * freed, and a warning is logged, with the place where the owner was made if the system property
 * {@value #TRACKING_PROPERTY} is {@code true}. {@link #leaks()} counts them.
 */
public final class LeakAlarm {
  /**
   * The system property that makes warnings tell where the leaked owner was made. Read when an
   * owner is made.
   */
  public static final String TRACKING_PROPERTY = "dev.weft.trackLeaks";

  private static final Cleaner CLEANER = Cleaner.create();
  private static final AtomicLong LEAKS = new AtomicLong();

  private final Cleaner.Cleanable cleanable;
  private final Watch watch;

  private LeakAlarm(Cleaner.Cleanable cleanable, Watch watch) {
    this.cleanable = cleanable;
    this.watch = watch;
  }

  /**
   * Watches over an owner.
   *
   * @param owner the object that the application must close
   * @param what what it is, for the warning
   * @param free frees what it holds; must not refer to the owner
   * @return the alarm, to be disarmed when the owner is closed
   */
  public static LeakAlarm watch(Object owner, String what, Runnable free) {
    Throwable origin =
        Boolean.getBoolean(TRACKING_PROPERTY) ? new Throwable(what + " was made here") : null;
    Watch watch = new Watch(what, free, origin);
    return new LeakAlarm(CLEANER.register(owner, watch), watch);
  }

  /** Ends the watch: the owner was closed. */
  public void disarm() {
    watch.armed = false;
    cleanable.clean();
  }

  /** {@return how many owners were collected in this process without having been closed} */
  public static long leaks() {
    return LEAKS.get();
  }

  private static final class Watch implements Runnable {
    private final String what;
    private final Runnable free;
    private final @Nullable Throwable origin;
    private volatile boolean armed = true;

    Watch(String what, Runnable free, @Nullable Throwable origin) {
      this.what = what;
      this.free = free;
      this.origin = origin;
    }

    @Override
    public void run() {
      if (!armed) {
        return;
      }
      LEAKS.incrementAndGet();
      String hint =
          origin == null ? "; set -D" + TRACKING_PROPERTY + "=true to see where it was made" : "";
      try {
        System.getLogger(LeakAlarm.class.getName())
            .log(
                System.Logger.Level.WARNING,
                what + " was never closed; freeing it now" + hint,
                origin);
      } finally {
        free.run();
      }
    }
  }
}
