package dev.weft.graph.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/operators.md} lists the operators that are read, all of them and no others. */
class OperatorsDocumentTest {
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");
  private static final String END = "`OperatorsIT`";

  @Test
  void documentListsEveryOperator() throws IOException {
    String document = Files.readString(Path.of("../docs/operators.md"));
    String list = document.substring(document.indexOf("\n\n`"), document.indexOf(END));
    Set<String> named =
        NAME.matcher(list).results().map(found -> found.group(1)).collect(Collectors.toSet());
    assertEquals(new TreeSet<>(OperatorTable.ofAll().names()), new TreeSet<>(named));
  }
}
