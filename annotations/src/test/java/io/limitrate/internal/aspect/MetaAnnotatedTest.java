package io.limitrate.internal.aspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.limitrate.RateLimitExceededException;
import io.limitrate.config.Configuration;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginLimits.Limit;
import io.limitrate.login.LoginLimits.Spraying;
import io.limitrate.login.LoginRejectedException;
import io.limitrate.login.LoginSettings;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Woven methods whose limit is a meta-annotation. */
class MetaAnnotatedTest {
  private static final LoginLimits TWO_FAILURES =
      new LoginLimits(
          Limit.NONE,
          new Limit(2, Duration.ofHours(1)),
          Limit.NONE,
          LoginLimits.BLOCK,
          Spraying.NONE);

  private final MetaAnnotated.Methods methods = new MetaAnnotated.Methods();
  private ApplicationRuntime limitrate;

  @BeforeEach
  void open() {
    LoginSettings login = LoginSettings.builder("main").user(TWO_FAILURES).build();
    limitrate =
        ApplicationRuntime.start(Configuration.builder().login(login).build(), new ManualClock())
            .install();
  }

  @AfterEach
  void close() {
    limitrate.close();
  }

  private static void rejected(Runnable call) {
    assertThatExceptionOfType(RateLimitExceededException.class).isThrownBy(call::run);
  }

  @Test
  void isLimitedAsIfOursStoodThere() {
    methods.cheap();
    methods.cheap();

    rejected(methods::cheap);
  }

  @Test
  void everyPlaceHasALimitOfItsOwn() {
    methods.cheap();
    methods.cheap();

    assertThat(methods.other()).isEqualTo("other");
  }

  @Test
  void severalLimitsHoldTogether() {
    methods.several();
    methods.several();

    rejected(methods::several);
  }

  @Test
  void ofAClassIsForItsPublicMethods() {
    MetaAnnotated.Whole whole = new MetaAnnotated.Whole();
    whole.shared();
    whole.shared();

    rejected(whole::shared);
    assertThat(whole.free()).isEqualTo("free");
  }

  @Test
  void ofAClassIsForTheMethodsThatASubclassInherits() {
    MetaAnnotated.Part part = new MetaAnnotated.Part();
    part.shared();
    part.shared();

    rejected(part::shared);
  }

  /** AspectJ does not see a meta-annotation at the subclass. */
  @Test
  void ofAClassIsNotForTheMethodsThatASubclassAdds() {
    MetaAnnotated.Part part = new MetaAnnotated.Part();
    part.own();
    part.own();

    assertThat(part.own()).isEqualTo("own");
  }

  @Test
  void leavesOtherMethodsAlone() {
    for (int i = 0; i < 10; i++) {
      assertThat(methods.unlimited()).isEqualTo("unlimited");
    }
  }

  @Test
  void protectsALogin() {
    methods.login("bob", "wrong");
    methods.login("bob", "wrong");

    assertThatExceptionOfType(LoginRejectedException.class)
        .isThrownBy(() -> methods.login("bob", "right"));
  }
}
