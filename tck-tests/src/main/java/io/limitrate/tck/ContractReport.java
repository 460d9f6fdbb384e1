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
 * Counts what came of a binding's tests, and writes its row into the table of results that the
 * system property {@value #TABLE} names, if it is set.
 */
final class ContractReport implements TestWatcher, AfterAllCallback {
  private static final String TABLE = "tck.table";
  private static final String LOGINS = "containers/login.md";

  /** By the contract that holds a container to it. */
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

  /** Nested classes end too; the binding ends last. */
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

  /** In which ways the application may be woven. */
  private String weavings() {
    return WEAVINGS.entrySet().stream()
        .filter(each -> !contractsFailed.contains(each.getKey()))
        .map(Map.Entry::getValue)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** What was found out about authentication goes into a page beside. */
  private static void writeFacts(Path page) throws IOException {
    if (Files.exists(page) && Files.exists(Facts.directory())) {
      AuthenticationTable.write(Facts.directory(), page);
    }
  }
}
