package io.limitrate.internal.servlet.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Policy;
import io.limitrate.servlet.WebApp;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The longest form from which a key can be read in Jetty. */
class LongFormTest {
  private static final int MAX_BODY = 1_000;

  /** Jetty's limit, {@code maxFormContentSize}. */
  private static final int MAX_FORM = 200_000;

  private final WebApp app = new WebApp();

  @BeforeEach
  void start() throws Exception {
    app.filter(
            (request, response, chain) ->
                chain.doFilter(
                    ((HttpServletRequest) request).getHeader("X-Give-Up") == null
                        ? request
                        : new GivingUp((HttpServletRequest) request),
                    response))
        .limited(
            WebApp.configuration()
                .maxBody(MAX_BODY)
                .limit("/*", Policy.builder("api").quotas("1/1h").key("form:user").build()))
        .servlet("/")
        .start();
  }

  @AfterEach
  void close() throws Exception {
    app.close();
  }

  private static String form(String user, int length) {
    return "user=" + user + "&pad=" + "x".repeat(length);
  }

  private static BodyPublisher chunked(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
  }

  private int post(BodyPublisher body, String... headers) {
    String type = "application/x-www-form-urlencoded";
    HttpRequest.Builder request = HttpRequest.newBuilder(app.uri("/")).POST(body);
    request.header("Content-Type", type);
    return app.send((headers.length == 0 ? request : request.headers(headers)).build())
        .statusCode();
  }

  @Test
  void formOfKnownLengthBeyondMaxBodyIsRejected() {
    assertThat(post(BodyPublishers.ofString(form("ann", MAX_BODY)))).isEqualTo(413);
    assertThat(app.served()).isZero();
  }

  @Test
  void formInChunksBeyondMaxBodyIsReadWithinTheBoundOfTheContainer() {
    assertThat(post(chunked(form("ann", MAX_BODY)))).isEqualTo(200);
    assertThat(post(chunked(form("ann", MAX_BODY)))).isEqualTo(429);
    assertThat(post(chunked(form("bob", MAX_BODY)))).isEqualTo(200);
  }

  /** Acts like Tomcat 10.1: reads to its limit, returns no parameters, and leaves the rest. */
  @Test
  void formWhoseBeginningTheContainerDropsIsRejected() {
    assertThat(post(chunked("user=ann&user=bob"), "X-Give-Up", "yes")).isEqualTo(413);
    assertThat(app.served()).isZero();
  }

  @Test
  void formInChunksBeyondTheBoundOfTheContainerIsRejected() {
    assertThat(post(chunked(form("ann", MAX_FORM)))).isEqualTo(400);
    assertThat(app.served()).isZero();
  }

  /** Reads only the first field of a form. */
  private static final class GivingUp extends HttpServletRequestWrapper {
    GivingUp(HttpServletRequest request) {
      super(request);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
      try {
        getInputStream().readNBytes("user=ann&".length());
        return Map.of();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
