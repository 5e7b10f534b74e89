package dev.weft.backend.cudnn.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.backend.cudnn.OnDevice;
import dev.weft.backend.cudnn.OnlySimulated;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** The program runs all tests of this backend that a real device can run. */
class SuitesTest {
  @Test
  void noneIsForgotten() {
    List<Class<?>> all =
        ReflectionSupport.findAllClassesInPackage(
            OnDevice.class.getPackageName(),
            type -> type.getEnclosingClass() == null && runsOnADevice(type),
            name -> name.endsWith("IT") && !name.startsWith(GpuCheckIT.class.getPackageName()));
    assertEquals(names(all), names(GpuCheck.SUITES));
  }

  @Test
  void noneIsThereTwice() {
    Set<Class<?>> once = new HashSet<>(GpuCheck.SUITES);
    assertEquals(once.size(), GpuCheck.SUITES.size());
  }

  private static boolean runsOnADevice(Class<?> type) {
    return !AnnotationSupport.isAnnotated(type, OnlySimulated.class);
  }

  private static Set<String> names(List<Class<?>> classes) {
    return classes.stream()
        .map(Class::getSimpleName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
