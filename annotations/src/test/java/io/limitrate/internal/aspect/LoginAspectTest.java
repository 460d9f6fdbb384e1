package io.limitrate.internal.aspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.limitrate.Call;
import io.limitrate.CallScope;
import io.limitrate.RateLimitExceededException;
import io.limitrate.challenge.ChallengeSettings;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.aspect.Accounts.Name;
import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.internal.login.LoginScope;
import io.limitrate.login.Admission;
import io.limitrate.login.LoginEvent;
import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginLimits.Block;
import io.limitrate.login.LoginLimits.Limit;
import io.limitrate.login.LoginLimits.Spraying;
import io.limitrate.login.LoginRejectedException;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.Outcome;
import io.limitrate.servlet.LoginOutcome;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.security.auth.login.FailedLoginException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginAspectTest {
  private static final String HERE = "192.0.2.1";

  /** Three attempts; one failure of the address leads to a challenge. */
  private static final LoginLimits ADDRESS =
      new LoginLimits(
          new Limit(3, Duration.ofMinutes(1)),
          Limit.NONE,
          new Limit(1, Duration.ofMinutes(1)),
          LoginLimits.BLOCK,
          Spraying.NONE);

  /** Two failures. */
  private static final LoginLimits USER =
      new LoginLimits(
          Limit.NONE, new Limit(2, Duration.ofHours(1)), Limit.NONE, Block.NONE, Spraying.NONE);

  private final ManualClock clock = new ManualClock();
  private final Accounts accounts = new Accounts();
  private final List<LoginEvent> events = new CopyOnWriteArrayList<>();
  private ApplicationRuntime limitrate;
  private LoginRequest request;

  @BeforeEach
  void open() {
    Configuration configuration =
        Configuration.builder()
            .login(settings("main"))
            .login(settings("other"))
            .loginListener(events::add)
            .build();
    limitrate = ApplicationRuntime.start(configuration, clock).install();
    request = new LoginRequest(limitrate, HERE);
  }

  private static LoginSettings settings(String name) {
    return LoginSettings.builder(name)
        .address(ADDRESS)
        .user(USER)
        .challenge(new ChallengeSettings.Own(new TestChallenge()))
        .unavailable(LoginSettings.Unavailable.CLOSED)
        .build();
  }

  @AfterEach
  void close() {
    assertThat(CallScope.current()).isNull();
    assertThat(LoginScope.current()).isNull();
    limitrate.close();
  }

  /** A call that may throw. */
  private interface Work {
    void run() throws Exception;
  }

  /** The body of a method that checks a password. */
  private interface Check {
    @Nullable Object by(Accounts accounts) throws Exception;
  }

  static Stream<Arguments> checks() {
    return Stream.of(
        says("true", Outcome.SUCCESS, a -> a.right("alice", true)),
        says("false", Outcome.FAILURE, a -> a.right("alice", false)),
        says("a boxed true", Outcome.SUCCESS, a -> a.boxed(true, new Name("alice"))),
        says("a boxed false", Outcome.FAILURE, a -> a.boxed(false, new Name("alice"))),
        says("a user", Outcome.SUCCESS, a -> a.found("alice", "Alice")),
        says("no user", Outcome.FAILURE, a -> a.found("alice", null)),
        says("null", Outcome.FAILURE, a -> a.anything("alice", null)),
        says("an object", Outcome.FAILURE, a -> a.anything("alice", "token")),
        says("a completed stage", Outcome.SUCCESS, a -> a.stage("alice", completed(true))),
        says("a stage of false", Outcome.FAILURE, a -> a.stage("alice", completed(false))),
        says(
            "a failed stage",
            Outcome.FAILURE,
            a -> a.stage("alice", CompletableFuture.failedFuture(new SecurityException()))),
        says("LoginException", Outcome.FAILURE, a -> caught(a, new FailedLoginException())),
        says("SecurityException", Outcome.FAILURE, a -> caught(a, new SecurityException())),
        says("ServletException", Outcome.FAILURE, a -> caught(a, servletException())),
        says("another exception", Outcome.FAILURE, a -> caught(a, new IllegalStateException())));
  }

  private static Arguments says(String what, Outcome outcome, Check check) {
    return arguments(what, outcome, check);
  }

  private static CompletableFuture<Boolean> completed(boolean value) {
    return CompletableFuture.completedFuture(value);
  }

  private static Exception servletException() {
    return new ServletException("wrong password");
  }

  private static boolean caught(Accounts accounts, Exception thrown) {
    assertThatThrownBy(() -> accounts.throwing("alice", thrown)).isSameAs(thrown);
    return false;
  }

  @ParameterizedTest(name = "{0} is {1}")
  @MethodSource("checks")
  void whatTheMethodDoesIsTheOutcome(String what, Outcome outcome, Check check) {
    within(request, () -> check.by(accounts));

    assertThat(told()).isEqualTo(outcome);
  }

  @Test
  void methodWithoutAResultIsNoSuccess() {
    within(request, () -> accounts.nothing("alice", () -> {}));

    assertThat(told()).isEqualTo(Outcome.FAILURE);
  }

  @Test
  void methodWithoutAResultMayHaveSaidIt() {
    within(
        request,
        () -> accounts.nothing("alice", () -> LoginOutcome.success(servletRequest(), "alice")));

    assertThat(told()).isEqualTo(Outcome.SUCCESS);
  }

  /** A request that the filter has not permitted as an attempt. */
  private static ServletRequest servletRequest() {
    return (ServletRequest)
        Proxy.newProxyInstance(
            ServletRequest.class.getClassLoader(),
            new Class<?>[] {ServletRequest.class},
            (proxy, method, arguments) -> null);
  }

  @Test
  void stageIsConcludedWhenItCompletes() {
    CompletableFuture<Boolean> right = new CompletableFuture<>();
    within(request, () -> accounts.stage("alice", right));
    assertThat(told()).isNull();

    right.complete(true);

    assertThat(told()).isEqualTo(Outcome.SUCCESS);
  }

  @Test
  void callerThatGivesUpDoesNotHideAFailure() {
    CompletableFuture<Boolean> right = new CompletableFuture<>();
    within(request, () -> accounts.future("alice", right).cancel(true));

    right.complete(false);

    assertThat(told()).isEqualTo(Outcome.FAILURE);
  }

  @Test
  void resultOfTheStageIsTheMethods() {
    CompletableFuture<Boolean> failed = CompletableFuture.failedFuture(new SecurityException("no"));

    within(
        request,
        () -> {
          assertThat(accounts.future("alice", completed(true))).isCompletedWithValue(true);
          assertThat(accounts.future("bob", failed))
              .failsWithin(Duration.ZERO)
              .withThrowableOfType(ExecutionException.class)
              .withCauseInstanceOf(SecurityException.class);
        });
  }

  @Test
  void fourthAttemptOfAnAddressIsNotMade() {
    for (int i = 0; i < 3; i++) {
      String name = "user" + i;
      within(new LoginRequest(limitrate, HERE), () -> accounts.right(name, true));
    }

    within(request, () -> rejected(() -> accounts.right("user4", true), Admission.Blocked.class));

    assertThat(accounts.checks).hasValue(3);
  }

  @Test
  void usernameIsBlockedOverAllAddresses() {
    within(new LoginRequest(limitrate, "192.0.2.2"), () -> accounts.right("alice", false));
    within(new LoginRequest(limitrate, "192.0.2.3"), () -> accounts.right("Alice ", false));

    within(request, () -> rejected(() -> accounts.right("ALICE", true), Admission.Blocked.class));

    within(request, () -> assertThat(accounts.right("bob", true)).isTrue());
  }

  @Test
  void successForgivesAUsernamesFailures() {
    within(new LoginRequest(limitrate, "192.0.2.2"), () -> accounts.right("alice", false));
    within(new LoginRequest(limitrate, "192.0.2.3"), () -> accounts.right("alice", true));
    within(new LoginRequest(limitrate, "192.0.2.4"), () -> accounts.right("alice", false));

    within(request, () -> assertThat(accounts.right("alice", true)).isTrue());
  }

  @Test
  void challengedAttemptGoesOnWithASolution() {
    within(new LoginRequest(limitrate, HERE), () -> accounts.right("alice", false));
    within(
        request, () -> rejected(() -> accounts.right("alice", true), Admission.Challenged.class));

    request.token = "right";

    within(request, () -> assertThat(accounts.right("alice", true)).isTrue());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void attemptWithoutAUsernameTakesAChallenge(@Nullable String nobody) {
    within(request, () -> rejected(() -> accounts.right(nobody, true), Admission.Challenged.class));

    assertThat(accounts.checks).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ali\u0000ce", "\u200B"})
  void nameThatCanBeNobodysIsAFailureOfItsAddress(String name) {
    within(request, () -> rejected(() -> accounts.right(name, true), Admission.Malformed.class));

    assertThat(accounts.checks).hasValue(0);
    assertThat(told()).isEqualTo(Outcome.FAILURE);
  }

  @Test
  void longNameIsRejectedUnread() {
    String name = "a".repeat(257);

    within(request, () -> rejected(() -> accounts.right(name, true), Admission.Malformed.class));
  }

  @Test
  void rejectedAttemptIsAFailedStage() {
    within(
        request,
        () -> {
          assertThat(accounts.stage("\u0000", completed(true)))
              .failsWithin(Duration.ZERO)
              .withThrowableOfType(ExecutionException.class)
              .withCauseInstanceOf(LoginRejectedException.class);
        });
    assertThat(accounts.checks).hasValue(0);
  }

  @Test
  void rejectionHasNoStackTraceAndNamesNobody() {
    within(
        request,
        () ->
            assertThatExceptionOfType(LoginRejectedException.class)
                .isThrownBy(() -> accounts.right("\u0000alice", true))
                .withMessage("login main: Malformed")
                .satisfies(rejection -> assertThat(rejection.login()).isEqualTo("main"))
                .satisfies(rejection -> assertThat(rejection.getStackTrace()).isEmpty()));
  }

  @Test
  void successMakesTheBrowserKnown() {
    within(request, () -> accounts.right("alice", true));

    assertThat(request.cookies).containsExactly("limitrate-device-main at /");
  }

  @Test
  void requestThatWasLetInIsTheAttempt() {
    LoginAttempt filter = request.attempt("alice");

    within(request, () -> accounts.right("Alice", true));

    assertThat(filter.concluded()).isTrue();
    assertThat(request.cookies).hasSize(1);
    assertThat(attemptsLeft()).isEqualTo(2);
  }

  @Test
  void whatTheMethodDoesNotKnowIsLeftToTheFilter() {
    LoginAttempt filter = request.attempt("alice");

    within(request, () -> accounts.anything("alice", "token"));

    assertThat(filter.concluded()).isFalse();
  }

  @Test
  void methodThatIsGivenMoreThanANameIsCoveredByItsRequest() {
    LoginAttempt filter = request.attempt("alice");

    within(request, () -> accounts.ofRequest("credentials"));

    assertThat(filter.concluded()).isTrue();
    assertThat(told()).isEqualTo(Outcome.FAILURE);
  }

  @Test
  void methodThatIsGivenMoreThanANameNeedsItsRequest() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> within(request, () -> accounts.ofRequest("credentials")))
        .withMessageContaining(
            "io.limitrate.internal.aspect.Accounts.ofRequest: @LoginProtected(\"main\"): needs a"
                + " @LoginUsername parameter");
  }

  @Test
  void anotherUsernameThanTheRequestsIsAnAttemptOfItsOwn() {
    LoginAttempt filter = request.attempt("alice");

    within(request, () -> accounts.right("bob", false));

    assertThat(filter.concluded()).isFalse();
    assertThat(events).extracting(LoginEvent::username).containsExactly("bob");
  }

  @Test
  void eachFurtherCallIsAnAttemptOfItsOwn() {
    request.attempt("alice");

    within(
        request,
        () -> {
          accounts.right("alice", true);
          accounts.right("alice", true);
          accounts.right("alice", true);
          rejected(() -> accounts.right("alice", true), Admission.Blocked.class);
        });

    assertThat(accounts.checks).hasValue(3);
  }

  @Test
  void callsAtTheSameTimeAreAttemptsOfTheirOwn() {
    request.attempt("alice");

    within(
        request,
        () -> {
          accounts.stage("alice", new CompletableFuture<>());
          accounts.stage("alice", new CompletableFuture<>());
        });

    assertThat(attemptsLeft()).isEqualTo(1);
  }

  @Test
  void requestThatNamedNobodyIsAboutWhomTheMethodNames() {
    within(new LoginRequest(limitrate, "192.0.2.2"), () -> accounts.right("alice", false));
    within(new LoginRequest(limitrate, "192.0.2.3"), () -> accounts.right("alice", false));
    request.token = "right";
    LoginAttempt filter = request.attempt(null);

    within(request, () -> rejected(() -> accounts.right("alice", true), Admission.Blocked.class));

    assertThat(filter.concluded()).isTrue();
    assertThat(attemptsLeft()).isEqualTo(2);
  }

  @Test
  void methodThatCallsAnotherIsOneAttemptWithIt() {
    within(request, () -> accounts.delegating("alice", true));

    assertThat(told()).isEqualTo(Outcome.SUCCESS);
    assertThat(attemptsLeft()).isEqualTo(2);
  }

  @Test
  void overridingMethodIsOneAttemptWithWhatItOverrides() {
    within(request, () -> new Accounts.Derived().right("alice", true));

    assertThat(attemptsLeft()).isEqualTo(2);
  }

  @Test
  void batchOfGuessesIsAsManyAttempts() {
    within(request, () -> rejected(() -> accounts.batch("alice", 10), Admission.Challenged.class));

    assertThat(accounts.checks).hasValue(1);
  }

  @Test
  void otherLoginCountsForItself() {
    LoginAttempt filter = request.attempt("alice");

    within(request, () -> accounts.other("alice", false));

    assertThat(filter.concluded()).isFalse();
    assertThat(events).extracting(LoginEvent::login).containsExactly("other");
  }

  @Test
  void everyoneComesFromOneAddressOutsideOfARequest() {
    accounts.right("alice", true);
    Accounts.fixed("bob", true);
    accounts.right("carol", true);

    rejected(() -> accounts.right("dave", true), Admission.Blocked.class);
  }

  @Test
  void callThatALimitRejectsIsNoAttempt() {
    within(request, () -> accounts.limited("alice"));
    events.clear();

    within(
        request,
        () ->
            assertThatExceptionOfType(RateLimitExceededException.class)
                .isThrownBy(() -> accounts.limited("alice")));

    assertThat(events).isEmpty();
  }

  @Test
  void methodOfALoginThatIsNotConfiguredIsNotRun() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> accounts.nowhere("alice"))
        .withMessageContaining(
            "io.limitrate.internal.aspect.Accounts.nowhere: @LoginProtected(\"nowhere\"): is not"
                + " configured, see logins in limitrate.yaml");
  }

  /** The outcome that the limiter has received. An unknown outcome counts as a failure. */
  private @Nullable Outcome told() {
    if (!request.cookies.isEmpty()) {
      return Outcome.SUCCESS;
    }
    boolean failed = events.stream().anyMatch(LoginEvent.LoginFailed.class::isInstance);
    return failed && limitrate.application().login("main").challenges(HERE)
        ? Outcome.FAILURE
        : null;
  }

  /** The number of attempts that the address has left. */
  private int attemptsLeft() {
    int left = 0;
    while (limitrate.application().login("main").attempt(HERE, n -> List.of()).arrive()
        instanceof Admission.Admitted) {
      left++;
    }
    return left;
  }

  private static void rejected(Callable<?> check, Class<? extends Admission> kind) {
    assertThatExceptionOfType(LoginRejectedException.class)
        .isThrownBy(check::call)
        .satisfies(rejection -> assertThat(rejection.admission()).isInstanceOf(kind));
  }

  private static void within(LoginRequest request, Work work) {
    Call outer = CallScope.enter(request);
    try {
      work.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    } finally {
      CallScope.leave(outer);
    }
  }
}
