package io.limitrate.tck.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.enforcement.AnnotationCheck;
import io.limitrate.interceptor.InterceptorExtension;
import io.limitrate.tck.cdi.vain.Mails;
import io.limitrate.tck.cdi.vain.Plain;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What an application with CDI is told when it starts. */
@DisabledIfSystemProperty(named = "ee", matches = "11")
class UnenforcedTest {
  private static final String YAML =
      """
      store: { provider: caffeine }
      policies: { site: { quotas: 5/1h } }
      rules: [{ path: /*, policies: site }]
      """;

  @TempDir Path directory;

  @Test
  void namesTheMethodsThatCdiDoesNotInterceptAndTheClassesThatAreNoBeans() throws Exception {
    Saying extension = new Saying(InterceptorExtension.class);
    Saying check = new Saying(AnnotationCheck.class);

    War.deploy(directory, YAML, List.of(Mails.class, Plain.class)).close();

    String place = "io.limitrate.tck.cdi.vain.";
    assertThat(extension.end()).hasSize(2).allMatch(line -> line.startsWith(place + "Mails."));
    assertThat(check.end())
        .singleElement()
        .asString()
        .contains(place + "Plain.call: ")
        .doesNotContain("Mails");
  }

  /** What a class of ours says meanwhile. */
  private static final class Saying extends Handler {
    private final Logger logger;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    Saying(Class<?> type) {
      logger = Logger.getLogger(type.getName());
      logger.addHandler(this);
    }

    List<String> end() {
      logger.removeHandler(this);
      return lines;
    }

    @Override
    public void publish(LogRecord entry) {
      lines.add(MessageFormat.format(entry.getMessage(), entry.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
