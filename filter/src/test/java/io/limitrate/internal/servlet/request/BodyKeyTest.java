package io.limitrate.internal.servlet.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Policy;
import io.limitrate.servlet.WebApp;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyKeyTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";
  private static final String PAD = "x".repeat(20_000);

  private final WebApp app = new WebApp();

  @AfterEach
  void close() {
    app.close();
  }

  private WebApp limitedBy(String key) {
    return app.limited(
        WebApp.configuration().limit("/*", Policy.builder("api").quotas("1/1h").key(key).build()));
  }

  private static BodyPublisher ofUnknownLength(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
  }

  private HttpResponse<String> post(String path, String type, BodyPublisher body) {
    return app.send(
        HttpRequest.newBuilder(app.uri(path)).header("Content-Type", type).POST(body).build());
  }

  private HttpResponse<String> post(String path, String type, String body) {
    return post(path, type, BodyPublishers.ofString(body));
  }

  private static void echoStream(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.getInputStream().transferTo(response.getOutputStream());
  }

  private static void echoReader(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.getReader().transferTo(response.getWriter());
  }

  private static void echoParameters(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String all =
        request.getParameterMap().entrySet().stream()
            .map(e -> e.getKey() + "=" + Arrays.toString(e.getValue()))
            .collect(Collectors.joining(" "));
    response.setCharacterEncoding("UTF-8");
    response.getWriter().write(all);
  }

  private static void echoLater(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AsyncContext async = request.startAsync();
    ServletInputStream in = request.getInputStream();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    in.setReadListener(
        new ReadListener() {
          @Override
          public void onDataAvailable() throws IOException {
            byte[] chunk = new byte[1_000];
            while (in.isReady() && !in.isFinished()) {
              int count = in.read(chunk);
              if (count > 0) {
                body.write(chunk, 0, count);
              }
            }
          }

          @Override
          public void onAllDataRead() throws IOException {
            response.getOutputStream().write(body.toByteArray());
            async.complete();
          }

          @Override
          public void onError(Throwable error) {
            async.complete();
          }
        });
  }

  @Test
  void formFieldIsAKeyAndTheFormStaysReadable() throws Exception {
    limitedBy("form:user")
        .servlet("/parameters", BodyKeyTest::echoParameters)
        .servlet("/stream", BodyKeyTest::echoStream)
        .servlet("/reader", BodyKeyTest::echoReader)
        .servlet("/later", BodyKeyTest::echoLater)
        .start();

    assertThat(post("/parameters?a=0", FORM, "user=ann&a=1&a=%C3%A4").body())
        .isEqualTo("a=[0, 1, ä] user=[ann]");
    assertThat(post("/stream", FORM, "user=bob&x=1").body()).isEqualTo("user=bob&x=1");
    assertThat(post("/reader", FORM, "user=cy&x=1").body()).isEqualTo("user=cy&x=1");
    assertThat(post("/later", FORM, "user=dan&x=1").body()).isEqualTo("user=dan&x=1");
    assertThat(post("/stream", FORM, "user=ann").statusCode()).isEqualTo(429);
    assertThat(post("/stream", FORM, "user=%61nn").statusCode()).isEqualTo(429);
  }

  @Test
  void fieldThatIsInTheQueryStringTooIsRejected() throws Exception {
    limitedBy("form:user").servlet("/").start();

    assertThat(post("/?user=ann", FORM, "x=1").statusCode()).isEqualTo(400);
    assertThat(post("/?user=ann", FORM, "user=bob").statusCode()).isEqualTo(400);
    assertThat(post("/?%75ser=ann", FORM, "user=ann").statusCode()).isEqualTo(400);
    assertThat(post("/", FORM, "user=ann&user=bob").statusCode()).isEqualTo(400);
    assertThat(app.served()).isZero();
  }

  @Test
  void jsonValueIsAKeyAndTheBodyStaysReadable() throws Exception {
    limitedBy("json:/user/id").servlet("/", BodyKeyTest::echoStream).start();

    assertThat(post("/", JSON, "{\"user\":{\"id\":1}}").body()).isEqualTo("{\"user\":{\"id\":1}}");
    assertThat(post("/", JSON + ";charset=utf-8", "{\"user\":{\"id\":1}}").statusCode())
        .isEqualTo(429);
    assertThat(post("/", "application/x+json", "{\"user\":{\"id\":1.0}}").statusCode())
        .isEqualTo(429);
    assertThat(post("/", JSON, "{\"user\":{\"id\":2}}").statusCode()).isEqualTo(200);
  }

  @Test
  void bodiesThatCannotBeReadAreRejected() throws Exception {
    app.limited(
            WebApp.configuration()
                .maxBody(30_000)
                .limit("/*", Policy.builder("api").quotas("1/1h").key("json:/id").build()))
        .servlet("/", BodyKeyTest::echoStream)
        .start();

    assertThat(post("/", "text/plain", "{\"id\":1}").statusCode()).isEqualTo(415);
    assertThat(post("/", FORM, "{\"id\":1}").statusCode()).isEqualTo(415);
    assertThat(post("/", JSON + ";charset=utf-16", "{\"id\":1}").statusCode()).isEqualTo(415);
    assertThat(post("/", JSON, "{\"id\":1").statusCode()).isEqualTo(400);
    assertThat(post("/", JSON, "{\"id\":1,\"id\":2}").statusCode()).isEqualTo(400);
    assertThat(post("/", JSON, "{\"id\":1}" + PAD + PAD).statusCode()).isEqualTo(413);
    assertThat(post("/", JSON, ofUnknownLength("{\"id\":1}" + PAD + PAD)).statusCode())
        .isEqualTo(413);
    assertThat(app.served()).isZero();
  }

  @Test
  void tenantsWithLongBodiesAreCountedApart() throws Exception {
    limitedBy("json:/id").servlet("/").start();
    String pad = ",\"pad\":\"" + PAD + "\"}";

    assertThat(post("/", JSON, "{\"id\":1" + pad).statusCode()).isEqualTo(200);
    assertThat(post("/", JSON, "{\"id\":2" + pad).statusCode()).isEqualTo(200);
    assertThat(post("/", JSON, "{\"id\":1" + pad).statusCode()).isEqualTo(429);
  }

  @Test
  void bodiesWithoutTheValueShareACounter() throws Exception {
    limitedBy("json:/id").servlet("/").start();

    assertThat(post("/", JSON, "{\"x\":1}").statusCode()).isEqualTo(200);
    assertThat(post("/", FORM, "id=1").statusCode()).isEqualTo(429);
    assertThat(app.get("/").statusCode()).isEqualTo(429);
  }

  @Test
  void unknownCharsetDoesNotEvadeALimit() throws Exception {
    limitedBy("form:user").servlet("/").start();

    assertThat(post("/", FORM + ";charset=nonsense", "user=ann").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/stream", "/reader", "/later", "/parameters"})
  void longFormIsAKeyAndReachesTheApplicationWhole(String path) throws Exception {
    limitedBy("form:user")
        .servlet("/stream", BodyKeyTest::echoStream)
        .servlet("/reader", BodyKeyTest::echoReader)
        .servlet("/later", BodyKeyTest::echoLater)
        .servlet("/parameters", BodyKeyTest::echoParameters)
        .start();
    String form = "user=ann&pad=" + PAD;
    String shown = path.equals("/parameters") ? "user=[ann] pad=[" + PAD + "]" : form;

    assertThat(post(path, FORM, ofUnknownLength(form)).body()).isEqualTo(shown);
    assertThat(post(path, FORM, "user=ann&pad=" + PAD).statusCode()).isEqualTo(429);
    assertThat(post(path, FORM, ofUnknownLength("user=bob&pad=" + PAD)).statusCode())
        .isEqualTo(200);
    assertThat(post(path, FORM, ofUnknownLength("user=bob")).statusCode()).isEqualTo(429);
  }

  @Test
  void formThatTheContainerHasParsedIsAKey() throws Exception {
    Filter early =
        (request, response, chain) -> {
          request.getParameter("x");
          chain.doFilter(request, response);
        };
    app.filter(early);
    limitedBy("form:user").servlet("/", BodyKeyTest::echoParameters).start();

    assertThat(post("/?x=q", FORM, "user=ann").body()).isEqualTo("x=[q] user=[ann]");
    assertThat(post("/?x=r", FORM, "user=ann").statusCode()).isEqualTo(429);
    assertThat(post("/?x=q", FORM, "user=bob").statusCode()).isEqualTo(200);
  }

  @Test
  void multipartBodyIsNotRead() throws Exception {
    Policy policy = Policy.builder("api").quotas("1/1h").key("form:user").shadow(true).build();
    app.limited(WebApp.configuration().limit("/*", policy))
        .servlet("/", (request, response) -> response.getWriter().print(request.getParts().size()));
    app.context()
        .getServletHandler()
        .getServlets()[0]
        .getRegistration()
        .setMultipartConfig(new MultipartConfigElement(""));
    app.start();
    String body = "--b\r\nContent-Disposition: form-data; name=\"user\"\r\n\r\nann\r\n--b--\r\n";

    assertThat(post("/", "multipart/form-data; boundary=b", body).body()).isEqualTo("1");
  }

  @Test
  void bodyIsNotReadWithoutAKeyThatNeedsIt() throws Exception {
    limitedBy("ip")
        .servlet(
            "/", (request, response) -> response.getWriter().write(request.getClass().getName()))
        .start();

    assertThat(post("/", FORM, "user=ann").body())
        .doesNotContain(BufferedRequest.class.getSimpleName());
  }
}
