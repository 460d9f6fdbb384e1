package io.limitrate.internal.aspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.application.Declaration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The policy of an annotation, which a reload replaces and brings back. */
class ReloadedAnnotationTest {
  private static final Policy OWN =
      Policy.builder("Shop.buy").key("global").quotas("10/1h").build();
  private static final Declaration METHOD = application -> List.of(application.declare(OWN));

  private final Policy inFile =
      Policy.builder("Shop.buy").key("global").quotas("20/1d sliding-window-log").build();

  @Test
  void followsTheFileAndKeepsWhatWasConsumed() {
    try (ApplicationRuntime runtime = ApplicationRuntime.start(Configuration.builder().build())) {
      assertThat(admitted(runtime)).isEqualTo(10);

      runtime.reload(Configuration.builder().policy(inFile).build());
      assertThat(runtime.application().policies(METHOD)).containsExactly(inFile);
      assertThat(admitted(runtime)).isEqualTo(10);

      runtime.reload(Configuration.builder().build());
      assertThat(runtime.application().policies(METHOD)).containsExactly(OWN);
      assertThat(admitted(runtime)).isZero();
    }
  }

  private static long admitted(ApplicationRuntime runtime) {
    long admitted = 0;
    for (int i = 0; i < 100; i++) {
      TestRequest request = new TestRequest(runtime, "192.0.2.1");
      List<Policy> policies = runtime.application().policies(METHOD);
      admitted += runtime.limiter().check(request, policies).permitted() ? 1 : 0;
    }
    return admitted;
  }
}
