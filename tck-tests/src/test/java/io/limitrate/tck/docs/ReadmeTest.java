package io.limitrate.tck.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.tck.cdi.War;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deploys the first web.xml and limitrate.yaml of README.md as they stand, and compares the answers
 * with the page.
 */
@DisabledIfSystemProperty(named = "ee", matches = "11")
class ReadmeTest {
  private static final String PAGE = "README.md";

  /** Headers that a container adds to any answer. */
  private static final Set<String> OF_CONTAINERS =
      Set.of("connection", "content-length", "date", "keep-alive", "server", "transfer-encoding");

  @TempDir Path directory;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void theQuickStartAnswersOnTomcatAsThePageSays() throws Exception {
    try (War war = War.deploy(directory, webXml(), block("The filter", "yaml"), List.of())) {
      answersAsThePageSays(war.root());
    }
  }

  @Test
  void theQuickStartAnswersOnJettyAsThePageSays() throws Exception {
    Path webInf = Files.createDirectories(directory.resolve("WEB-INF"));
    Files.writeString(webInf.resolve("web.xml"), webXml());
    Files.writeString(webInf.resolve("limitrate.yaml"), block("The filter", "yaml"));
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    WebAppContext context = new WebAppContext();
    context.setBaseResourceAsPath(directory);
    context.setContextPath("/app");
    context.setParentLoaderPriority(true);
    context.setThrowUnavailableOnStartupException(true);
    server.setHandler(context);
    server.start();
    try {
      answersAsThePageSays(URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/app"));
    } finally {
      server.stop();
    }
  }

  private static String webXml() throws Exception {
    return "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">"
        + Block.below(PAGE, "The filter").stream()
            .filter(block -> block.text().contains("<filter>"))
            .findFirst()
            .orElseThrow()
            .text()
        + "<servlet><servlet-name>app</servlet-name>"
        + "<servlet-class>io.limitrate.tck.docs.ReadmeServlet</servlet-class>"
        + "<async-supported>true</async-supported></servlet>"
        + "<servlet-mapping><servlet-name>app</servlet-name><url-pattern>/api/*</url-pattern>"
        + "<url-pattern>/login</url-pattern></servlet-mapping></web-app>";
  }

  private static String block(String heading, String language) throws Exception {
    return Block.below(PAGE, heading).stream()
        .filter(block -> block.language().equals(language))
        .findFirst()
        .orElseThrow()
        .text();
  }

  private void answersAsThePageSays(URI root) throws Exception {
    aHundredRequestsArePermittedAndAnotherOneSoonIsRejected(root);
    threeFailuresAreCheckedAndTheFourthAttemptNeedsAChallenge(root);
  }

  private void aHundredRequestsArePermittedAndAnotherOneSoonIsRejected(URI root) throws Exception {
    for (int i = 0; i < 100; i++) {
      assertThat(get(root).statusCode()).isEqualTo(200);
    }
    HttpResponse<String> answer = get(root);
    for (int i = 0; i < 500 && answer.statusCode() == 200; i++) {
      answer = get(root);
    }

    isTheSample(answer, block("What a rejected client sees", "http"));
  }

  private HttpResponse<String> get(URI root) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(root + "/api/hello")));
  }

  private static void isTheSample(HttpResponse<String> answer, String sample) {
    String[] parts = sample.split("\n\n", 2);
    Map<String, String> headers = new LinkedHashMap<>();
    parts[0].lines().skip(1).map(line -> line.split(": ", 2)).forEach(h -> headers.put(h[0], h[1]));
    String reset = headers.remove("X-RateLimit-Reset");

    assertThat(sample).startsWith("HTTP/1.1 " + answer.statusCode() + " ");
    assertThat(reset).matches("[0-9]+");
    assertThat(answer.headers().firstValueAsLong("X-RateLimit-Reset").orElseThrow())
        .isBetween(Instant.now().getEpochSecond() + 50, Instant.now().getEpochSecond() + 61);
    headers.forEach(
        (name, value) -> assertThat(answer.headers().firstValue(name)).as(name).contains(value));
    assertThat(ours(answer)).isEqualTo(lowerCase(headers.keySet(), "x-ratelimit-reset"));
    assertThat(answer.body())
        .isEqualTo(parts[1].lines().map(String::strip).reduce("", String::concat));
  }

  private static Set<String> ours(HttpResponse<String> answer) {
    Set<String> names = new TreeSet<>(answer.headers().map().keySet());
    names.removeAll(OF_CONTAINERS);
    return names;
  }

  private static Set<String> lowerCase(Set<String> names, String another) {
    Set<String> lower = new TreeSet<>(Set.of(another));
    names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
    return lower;
  }

  private void threeFailuresAreCheckedAndTheFourthAttemptNeedsAChallenge(URI root)
      throws Exception {
    HttpResponse<String> success = login(root, "right");

    assertThat(success.statusCode()).isEqualTo(302);
    assertThat(success.headers().allValues("Set-Cookie"))
        .anyMatch(cookie -> cookie.startsWith("limitrate-device-main="));
    for (int i = 0; i < 3; i++) {
      assertThat(login(root, "wrong").statusCode()).isEqualTo(401);
    }
    assertThat(login(root, "right").statusCode()).isEqualTo(403);
    assertThat(login(root, "right").statusCode()).isEqualTo(429);
  }

  private HttpResponse<String> login(URI root, String password) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(root + "/login"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("username=alice&password=" + password)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
