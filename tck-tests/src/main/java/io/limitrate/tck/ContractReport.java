package io.limitrate.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
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

  private final AtomicInteger passed = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();

  ContractReport() {}

  @Override
  public void testSuccessful(ExtensionContext context) {
    passed.incrementAndGet();
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    failed.incrementAndGet();
  }

  @Override
  public void testAborted(ExtensionContext context, Throwable cause) {
    failed.incrementAndGet();
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
            platform.servlet(),
            platform.jaxrs(),
            platform.cdi(),
            passed.toString(),
            failed.toString(),
            Exclusions.of(Exclusions.binding(context)));
  }

  /** What was found out about authentication goes into a page beside. */
  private static void writeFacts(Path page) throws IOException {
    if (Files.exists(page) && Files.exists(Facts.directory())) {
      AuthenticationTable.write(Facts.directory(), page);
    }
  }
}
