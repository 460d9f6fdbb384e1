package io.limitrate.internal.login.servlet;

import static io.limitrate.servlet.LoginApp.RIGHT;
import static io.limitrate.servlet.LoginApp.WRONG;
import static io.limitrate.servlet.LoginApp.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.login.LoginSettings;
import io.limitrate.login.OutcomeRules;
import io.limitrate.servlet.LoginApp;
import io.limitrate.servlet.WebApp;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The outcome of an attempt that is answered asynchronously. The status 200 is a success; an
 * asynchronous response has this status until the application sets another one.
 */
@Timeout(60)
class LoginAsyncTest {
  private final LoginApp login = new LoginApp();
  private final AddedListeners listeners = new AddedListeners();

  @AfterEach
  void close() {
    login.close();
  }

  /** Events of a failed asynchronous request. */
  enum Failure {
    TIMEOUT {
      @Override
      void tell(AsyncListener listener, AsyncEvent event) throws IOException {
        listener.onTimeout(event);
      }
    },
    ERROR {
      @Override
      void tell(AsyncListener listener, AsyncEvent event) throws IOException {
        listener.onError(event);
      }
    };

    abstract void tell(AsyncListener listener, AsyncEvent event) throws IOException;
  }

  /** The test service decides the outcome; wrong guesses get 401. */
  private void start(WebApp.Service service) throws Exception {
    LoginSettings.Builder settings =
        LoginApp.settings()
            .outcome(new OutcomeRules(Set.of(401), Set.of(200), List.of(), List.of()));
    login.app().filter(listeners);
    login.start(settings, service);
  }

  private HttpResponse<String> attempt() {
    return login.login(address(0), "bob", RIGHT);
  }

  /** Returns whether the next attempt of the address needs a challenge, as after three failures. */
  private boolean isChallenged() {
    return login.login(address(0), "bob", WRONG).statusCode() == 403;
  }

  @ParameterizedTest
  @EnumSource
  void failedRequestIsAFailureWithEachStatus(Failure failure) throws Exception {
    start(
        (request, response) -> {
          AsyncContext async = request.startAsync();
          async.start(
              () -> {
                try {
                  failure.tell(listeners.await().get(0).listener(), new AsyncEvent(async));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
                listeners.all().clear();
                async.complete();
              });
        });

    for (int i = 0; i < 3; i++) {
      assertThat(LoginApp.cookie(attempt())).isNull();
    }

    assertThat(isChallenged()).isTrue();
  }

  @Test
  void dispatchThatThrowsIsAFailure() throws Exception {
    login
        .app()
        .servlet(
            "/broken",
            (request, response) -> {
              throw new IOException("broken");
            });
    start((request, response) -> request.startAsync().dispatch("/broken"));

    for (int i = 0; i < 3; i++) {
      assertThat(attempt().statusCode()).isEqualTo(500);
    }

    assertThat(isChallenged()).isTrue();
  }
}
