package io.limitrate.internal.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.limitrate.annotation.LoginProtected;
import io.limitrate.annotation.LoginUsername;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.login.LoginSettings;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginPlanTest {
  private final ApplicationRuntime limitrate =
      ApplicationRuntime.start(
          Configuration.builder().login(LoginSettings.builder("main").build()).build());

  @AfterEach
  void close() {
    limitrate.close();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '!',
      value = {
        "unknown ! @LoginProtected(\"nowhere\"): is not configured, see logins in limitrate.yaml",
        "two ! @LoginUsername: two parameters are the username",
        "hidden ! @LoginProtected: the method must be public",
        "identity ! @LoginUsername Object: the type has no toString() of its own",
      })
  void saysWhatIsWrongAndWhere(String method, String message) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> plan(Wrong.class, method).orElseThrow().guard(limitrate.application()))
        .satisfies(e -> assertThat(e.errors()).hasSize(1))
        .withMessageContaining(Wrong.class.getName() + "." + method + ": ")
        .withMessageContaining(message);
  }

  @Test
  void aReloadCannotRemoveTheLoginOfAProtectedMethod() {
    LoginPlan plan = new LoginPlan("Shop.login", "main", OptionalInt.empty());
    plan.guard(limitrate.application());

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> limitrate.reload(Configuration.builder().build()))
        .withMessageContaining("Shop.login: @LoginProtected(\"main\"): is not configured");
    assertThat(limitrate.application().guardsLogins()).isTrue();
  }

  @Test
  void saysAllAtOnce() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> plan(Wrong.class, "several"))
        .satisfies(e -> assertThat(e.errors()).hasSize(2));
  }

  @Test
  void methodWithoutTheAnnotationIsNotProtected() {
    assertThat(plan(Nearest.class, "free")).isEmpty();
  }

  @ParameterizedTest(name = "{0} is an attempt at {1}")
  @CsvSource({"own, own", "inherited, inherited", "implemented, implemented"})
  void nearestAnnotationCounts(String method, String login) {
    LoginPlan plan = plan(Nearest.class, method).orElseThrow();

    assertThat(plan.login()).isEqualTo(login);
    assertThat(plan.username()).hasValue(1);
  }

  private static Optional<LoginPlan> plan(Class<?> type, String name) {
    Method method =
        Arrays.stream(type.getDeclaredMethods())
            .filter(m -> m.getName().equals(name))
            .findFirst()
            .orElseThrow();
    return LoginPlan.of(type, method);
  }

  static class Wrong {
    @LoginProtected("nowhere")
    public void unknown(@LoginUsername String name) {}

    @LoginProtected
    public void two(@LoginUsername String name, @LoginUsername String other) {}

    @LoginProtected
    void hidden(@LoginUsername String name) {}

    @LoginProtected
    public void identity(@LoginUsername Object name) {}

    @LoginProtected
    void several(@LoginUsername Object name) {}
  }

  interface Contract {
    @LoginProtected("contract")
    void own(String password, @LoginUsername String name);

    @LoginProtected("contract")
    void inherited(String password, @LoginUsername String name);

    @LoginProtected("implemented")
    void implemented(String password, @LoginUsername String name);
  }

  static class Base {
    @LoginProtected("inherited")
    public void inherited(String password, String name) {}
  }

  static class Nearest extends Base implements Contract {
    @Override
    @LoginProtected("own")
    public void own(String password, String name) {}

    @Override
    public void inherited(String password, String name) {}

    @Override
    public void implemented(String password, String name) {}

    public void free() {}
  }
}
