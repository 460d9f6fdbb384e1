package io.limitrate.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Counts the results of a subclass's tests. Writes them as a row into the table that the system
 * property {@value #TABLE} names, if the property is set.
 */
final class ContractReport implements TestWatcher, AfterAllCallback {
  private static final String TABLE = "tck.table";
  private static final String LOGINS = "containers/login.md";

  /** The kind of weaving that each contract tests. */
  private static final Map<String, String> WEAVINGS =
      Map.of("NotWoven", "none", "WovenByTheBuild", "build", "WovenByTheAgent", "agent");

  private final AtomicInteger passed = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final Set<String> contractsFailed = ConcurrentHashMap.newKeySet();

  ContractReport() {}

  @Override
  public void testSuccessful(ExtensionContext context) {
    passed.incrementAndGet();
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    failed.incrementAndGet();
    contractsFailed.add(context.getRequiredTestClass().getSimpleName());
  }

  @Override
  public void testAborted(ExtensionContext context, Throwable cause) {
    testFailed(context, cause);
  }

  /**
   * Writes the row after the outermost class. JUnit also calls this method for each nested class.
   */
  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    String table = System.getProperty(TABLE);
    if (table == null || !context.getEnclosingTestClasses().isEmpty()) {
      return;
    }
    Platform platform = ((ContainerContract) context.getRequiredTestInstance()).platform();
    writeFacts(Path.of(table).resolveSibling(LOGINS));
    new ResultTable(Path.of(table))
        .put(
            platform.container(),
            Integer.toString(Runtime.version().feature()),
            platform.version(),
            platform.servlet(),
            platform.jaxrs(),
            platform.cdi(),
            weavings(),
            passed.toString(),
            failed.toString(),
            Exclusions.of(Exclusions.binding(context)));
  }

  /** Returns the kinds of weaving whose contracts have no failed test. */
  private String weavings() {
    return WEAVINGS.entrySet().stream()
        .filter(each -> !contractsFailed.contains(each.getKey()))
        .map(Map.Entry::getValue)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** Writes the facts about authentication into another page. */
  private static void writeFacts(Path page) throws IOException {
    if (Files.exists(page) && Files.exists(Facts.directory())) {
      AuthenticationTable.write(Facts.directory(), page);
    }
  }
}
