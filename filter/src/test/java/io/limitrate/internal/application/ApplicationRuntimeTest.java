package io.limitrate.internal.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.Charge;
import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.StoreLimiter;
import io.limitrate.internal.engine.TestCall;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.login.Admission;
import io.limitrate.login.LoginBlocks;
import io.limitrate.login.LoginSettings;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The runtime of an application, whose configuration is replaced while it runs. */
class ApplicationRuntimeTest {
  private static final Policy API = Policy.builder("api").quotas("2/1h").build();
  private static final LoginSettings MAIN = LoginSettings.builder("main").build();

  private final ApplicationRuntime runtime =
      ApplicationRuntime.start(configuration().limit("/*", API).login(MAIN).build());

  private static Configuration.Builder configuration() {
    return Configuration.builder()
        .store(new StoreSettings.InProcess(new LocalSource.Caffeine(), 1_000));
  }

  @AfterEach
  void close() {
    runtime.close();
  }

  @Test
  void replacesRulesAndPoliciesAndKeepsTheLimiter() {
    Application before = runtime.application();
    Policy other = Policy.builder("other").quotas("5/1h").build();

    runtime.reload(configuration().limit("/shop/*", other).build());

    assertThat(runtime.application().policy("other")).isSameAs(other);
    assertThat(runtime.application().rules().route("/shop/a", null, "GET").policies(new TestCall()))
        .containsExactly(other);
    assertThat(runtime.application().limiter()).isSameAs(before.limiter());
    assertThat(before.policy("api")).isSameAs(API);
  }

  @Test
  void keepsTheGuardOfALoginWhoseSettingsStayTheSame() {
    LoginGuard before = runtime.application().login("main");

    runtime.reload(
        configuration().login(LoginSettings.builder("other").build()).login(MAIN).build());

    assertThat(runtime.application().login("main")).isSameAs(before);
  }

  @Test
  void replacesTheGuardOfALoginWhoseSettingsChange() {
    LoginGuard before = runtime.application().login("main");

    runtime.reload(
        configuration().login(LoginSettings.builder("main").consecutive(3).build()).build());

    assertThat(runtime.application().login("main")).isNotSameAs(before);
    assertThat(runtime.application().login("main").settings().consecutive()).isEqualTo(3);
  }

  @Test
  void aPolicyInAFieldStandsForTheConfiguredPolicyOfItsName() {
    StoreLimiter limiter = runtime.limiter();
    TestCall call = new TestCall().with("ip", "192.0.2.1");
    Policy next = Policy.builder("api").quotas("5/1h").build();

    runtime.reload(configuration().limit("/*", next).build());

    Charge charge = limiter.check(call, List.of(API)).charges().get(0);
    assertThat(charge.policy()).isSameAs(next);
    assertThat(charge.decision().quota()).hasToString("5/1h");
  }

  @Test
  void blocksInAFieldShowAndLiftTheBlocksOfAChangedLogin() {
    String client = "192.0.2.1";
    LoginBlocks held = runtime.application().login("main").blocks();

    for (int reload = 1; reload <= 10; reload++) {
      LoginSettings login = LoginSettings.builder("main").consecutive(reload).build();
      runtime.reload(configuration().login(login).build());
    }

    LoginGuard present = runtime.application().login("main");
    for (int attempt = 1; attempt <= 6; attempt++) {
      present.attempt(client, cookie -> List.of()).arrive();
    }
    assertThat(held.ofAddress(client)).isPresent();
    assertThat(held.liftAddress(client, "test")).isTrue();
    assertThat(present.attempt(client, cookie -> List.of()).arrive())
        .isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void aConfigurationWithErrorsChangesNothing() {
    Application before = runtime.application();

    assertThatThrownBy(() -> runtime.reload(configuration().exempt("/nothing").build()))
        .isInstanceOf(ConfigurationException.class);

    assertThat(runtime.application()).isSameAs(before);
  }

  @Test
  void aConfigurationThatContradictsTheCodeChangesNothing() {
    Application before = runtime.application();
    Declaration declaration = application -> List.of(application.policy("api"));
    before.policies(declaration);

    assertThatThrownBy(() -> runtime.reload(configuration().build()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("policy \"api\": is not configured");

    assertThat(runtime.application()).isSameAs(before);
  }
}
