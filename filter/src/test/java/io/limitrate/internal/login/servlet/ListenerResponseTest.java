package io.limitrate.internal.login.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Policy;
import io.limitrate.servlet.LoginApp;
import io.limitrate.servlet.WebApp;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A container sets the status of the response with which a listener is registered. */
class ListenerResponseTest {
  private final LoginApp login = new LoginApp();
  private final AddedListeners listeners = new AddedListeners();

  @AfterEach
  void close() {
    login.close();
  }

  @Test
  void listenerOfALoginHasNoEffectOnItsAnswer() throws Exception {
    login.app().filter(listeners);
    login.start(
        login.configuration(LoginApp.settings()),
        (request, response) -> {
          AsyncContext async = request.startAsync();
          async.start(
              () -> {
                listeners.await();
                answer(response);
                async.complete();
              });
        });

    assertThat(login.login("198.51.100.1", "bob", "right").statusCode()).isEqualTo(204);
  }

  @Test
  void listenerOfAQueuedRequestHasNoEffectOnItsAnswer() throws Exception {
    login.app().filter(listeners);
    Policy queue = Policy.builder("queue").quotas("100/1s leaky-bucket queue 5").key("ip").build();
    login
        .app()
        .limited(WebApp.configuration().limit("/*", queue), Map.of("queue", "dispatch"))
        .servlet("/", (request, response) -> answer(response))
        .start();
    login.app().get("/");

    assertThat(login.app().get("/").statusCode()).isEqualTo(204);
    assertThat(listeners.all()).isNotEmpty();
  }

  /** Sets the status as GlassFish does when the request completes. */
  private void answer(HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    listeners.all().forEach(each -> each.response().setStatus(HttpServletResponse.SC_OK));
  }
}
