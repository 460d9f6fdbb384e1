package io.limitrate.tck.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.enforcement.AnnotationCheck;
import io.limitrate.internal.interceptor.InterceptorExtension;
import io.limitrate.tck.LogLines;
import io.limitrate.tck.cdi.vain.Mails;
import io.limitrate.tck.cdi.vain.Plain;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The warnings at the start of an application with CDI. */
@DisabledIfSystemProperty(named = "ee", matches = "11")
class UnenforcedTest {
  private static final String YAML =
      """
      store: { caffeine: {} }
      policies: { site: { quotas: 5/1h } }
      rules: [{ path: /*, policies: site }]
      """;

  @TempDir Path directory;

  @Test
  void namesTheMethodsThatCdiDoesNotInterceptAndTheClassesThatAreNoBeans() throws Exception {
    try (LogLines extension = LogLines.of(InterceptorExtension.class);
        LogLines check = LogLines.of(AnnotationCheck.class)) {
      War.deploy(directory, YAML, List.of(Mails.class, Plain.class)).close();

      String place = "io.limitrate.tck.cdi.vain.";
      assertThat(extension.lines())
          .hasSize(2)
          .allMatch(line -> line.startsWith("WARNING " + place + "Mails."));
      assertThat(check.lines())
          .singleElement()
          .asString()
          .contains(place + "Plain.call: ")
          .doesNotContain("Mails");
    }
  }
}
