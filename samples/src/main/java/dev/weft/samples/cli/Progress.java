package dev.weft.samples.cli;

import java.lang.reflect.InvocationTargetException;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on the standard error output, or none; thread-safe. */
public final class Progress implements AutoCloseable {
  private static final long LONG_WORK = 1_000;

  private final @Nullable ProgressBar bar;

  private Progress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  /**
   * Starts to show progress, if somebody watches or the work is long.
   *
   * @param task what is done
   * @param steps how many steps it has
   * @param wanted whether to show it, or null to decide by terminal and number of steps
   * @return the progress at its beginning; close it
   */
  public static Progress of(String task, long steps, @Nullable Boolean wanted) {
    boolean shown = wanted == null ? steps >= LONG_WORK || isInteractive() : wanted;
    return new Progress(
        shown
            ? new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(steps)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .build()
            : null);
  }

  /** Counts one step. */
  public void step() {
    if (bar != null) {
      bar.step();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }

  @SuppressWarnings("SystemConsoleNull") // Before JDK 22 null means that there is no terminal.
  private static boolean isInteractive() {
    java.io.Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // Since JDK 22 there is a console without a terminal too, and this method to tell.
      return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
