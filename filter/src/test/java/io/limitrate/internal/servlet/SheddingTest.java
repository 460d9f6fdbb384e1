package io.limitrate.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Call;
import io.limitrate.Charge;
import io.limitrate.DecisionListener;
import io.limitrate.LogLines;
import io.limitrate.config.Configuration;
import io.limitrate.config.PrioritySettings;
import io.limitrate.config.PrioritySettings.Assignment;
import io.limitrate.config.SheddingSettings;
import io.limitrate.config.SheddingSettings.Exempt;
import io.limitrate.internal.servlet.request.HttpCall;
import io.limitrate.login.LoginSettings;
import io.limitrate.servlet.WebApp;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Load shedding before servlets that hold their requests until the test completes them. */
class SheddingTest {
  private static final List<String> CLASSES = PrioritySettings.USUAL;
  private static final long LONGEST_WAIT_SECONDS = 10;

  private final WebApp app = new WebApp();

  /** The held requests, and the answers 503, in the order in which they occur. */
  private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    app.close();
  }

  private static SheddingSettings.Builder inFlight(int most) {
    List<Assignment> byPath = new ArrayList<>();
    CLASSES.forEach(name -> byPath.add(new Assignment.ByPath("/" + name + "/*", name)));
    return SheddingSettings.builder()
        .inFlight(most)
        .priorities(new PrioritySettings(CLASSES, "normal", byPath));
  }

  private void start(SheddingSettings.Builder settings) throws Exception {
    start(WebApp.limit("/*", "1000/1h", "ip"), settings);
  }

  private void start(Configuration.Builder configuration, SheddingSettings.Builder settings)
      throws Exception {
    app.limited(configuration.shedding(settings.build()));
    app.servlet("/answered")
        .servlet("/", (request, response) -> events.add(request.startAsync()))
        .start();
  }

  @Test
  void requestThatHasToWaitHasTheClassOfItsPathAndTheTimeForStarvation() throws Exception {
    SheddingSettings.Builder settings = inFlight(10).starvation(Duration.ofSeconds(3));
    app.limited(WebApp.limit("/*", "1000/1h", "ip").shedding(settings.build()))
        .servlet(
            "/",
            (request, response) -> {
              HttpCall call = HttpCall.find(request);
              response.getWriter().write(String.valueOf(call == null ? null : call.precedence()));
            })
        .start();

    assertThat(app.get("/critical/x").body())
        .isEqualTo("Precedence[higher=[], starvationNanos=3000000000]");
    assertThat(app.get("/low/x").body())
        .isEqualTo("Precedence[higher=[critical, high, normal], starvationNanos=3000000000]");
  }

  /** Sends a request. Returns the held request, or {@code null} if the request was shed. */
  private AsyncContext send(String path) throws InterruptedException {
    CompletableFuture<HttpResponse<String>> answer =
        app.sendAsync(HttpRequest.newBuilder(app.uri(path)).build());
    CompletableFuture<Void> unused =
        answer.thenAccept(
            response -> {
              if (response.statusCode() != 200) {
                events.add(response.statusCode());
              }
            });
    Object event = events.poll(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    assertThat(event).isNotNull();
    return event instanceof AsyncContext held ? held : null;
  }

  private int inFlight() {
    return app.application().shedder().inFlight();
  }

  /** Waits for the end of requests, which the server reports after the client has the answer. */
  private void awaitInFlight(int count) {
    long startNanos = System.nanoTime();
    while (inFlight() != count) {
      long waited = System.nanoTime() - startNanos;
      assertThat(waited).isLessThan(TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS));
      Thread.onSpinWait();
    }
  }

  /**
   * Offers three times the capacity: whenever the server has completed 6 of its 24 requests, 18
   * arrive, 4 of them critical.
   */
  @Test
  void atThreeTimesTheCapacityCriticalLosesNothingAndLowIsRejectedFirst() throws Exception {
    start(inFlight(24));
    Map<String, Integer> offered = new TreeMap<>();
    Map<String, Integer> shed = new TreeMap<>();
    CLASSES.forEach(name -> shed.put(name, 0));
    Deque<AsyncContext> held = new ArrayDeque<>();
    Random random = new Random(15);

    for (int round = 0; round < 40; round++) {
      for (String name : arrivals(random)) {
        offered.merge(name, 1, Integer::sum);
        AsyncContext admitted = send("/" + name + "/a");
        if (admitted == null) {
          shed.merge(name, 1, Integer::sum);
        } else {
          held.add(admitted);
        }
      }
      assertThat(held.size()).isLessThanOrEqualTo(24).isEqualTo(inFlight());
      for (int i = 0; i < 6 && !held.isEmpty(); i++) {
        held.remove().complete();
      }
      awaitInFlight(held.size());
    }
    held.forEach(AsyncContext::complete);
    awaitInFlight(0);

    assertThat(offered).isEqualTo(Map.of("critical", 160, "high", 120, "low", 240, "normal", 200));
    assertThat(shed.get("critical")).isZero();
    assertThat(share(shed, offered, "high")).isLessThan(share(shed, offered, "normal"));
    assertThat(share(shed, offered, "normal")).isLessThan(share(shed, offered, "low"));
  }

  private static double share(
      Map<String, Integer> shed, Map<String, Integer> offered, String name) {
    return (double) shed.get(name) / offered.get(name);
  }

  /** Returns 4 critical, 3 high, and 11 other requests, in any order. */
  private static List<String> arrivals(Random random) {
    List<String> arrivals = new ArrayList<>();
    arrivals.addAll(Collections.nCopies(4, "critical"));
    arrivals.addAll(Collections.nCopies(3, "high"));
    for (int i = 0; i < 11; i++) {
      arrivals.add(i % 2 == 0 ? "low" : "normal");
    }
    Collections.shuffle(arrivals, random);
    return arrivals;
  }

  @Test
  void aShedRequestGets503WithASpreadRetryAfterAndNoPolicyCountsIt() throws Exception {
    start(WebApp.limit("/*", "2/1h", "ip"), inFlight(1).retryAfter(Duration.ofSeconds(10)));
    AsyncContext held = send("/critical/a");

    HttpResponse<String> answer = app.get("/low/a");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(10, 20);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("X-RateLimit-Limit")).isEmpty();
    assertThat(answer.body()).contains("temporary-reduced-capacity");
    held.complete();
    awaitInFlight(0);
    assertThat(app.get("/answered").headers().firstValue("X-RateLimit-Remaining")).hasValue("0");
  }

  @Test
  void everyEndOfARequestGivesItsPlaceBackOnce() throws Exception {
    app.limited(WebApp.limit("/limited", "1/1h", "ip").shedding(inFlight(5).build()))
        .servlet("/", (request, response) -> response.getWriter().write("ok"))
        .servlet("/limited")
        .servlet("/forward", (q, s) -> q.getRequestDispatcher("/limited").forward(q, s))
        .servlet("/include", (q, s) -> q.getRequestDispatcher("/limited").include(q, s))
        .servlet("/sendError", (request, response) -> response.sendError(500))
        .servlet(
            "/error",
            (request, response) -> {
              throw new AssertionError("on purpose");
            })
        .servlet(
            "/exception",
            (request, response) -> {
              throw new IllegalStateException("on purpose");
            })
        .servlet("/timeout", (request, response) -> request.startAsync().setTimeout(50))
        .servlet(
            "/dispatch",
            (request, response) -> {
              if (request.getAttribute("second") == null) {
                request.setAttribute("second", true);
                request.startAsync().dispatch();
              }
            })
        .servlet("/complete", (request, response) -> request.startAsync().complete())
        .start();

    for (int i = 0; i < 12; i++) {
      for (String path :
          List.of(
              "/",
              "/limited",
              "/forward",
              "/include",
              "/sendError",
              "/error",
              "/exception",
              "/timeout",
              "/dispatch",
              "/complete")) {
        assertThat(app.get(path).statusCode()).as(path).isNotEqualTo(503);
        awaitInFlight(0);
      }
    }
  }

  @Test
  void aRequestWithoutItsAttributesGivesItsPlaceBack() throws Exception {
    app.limited(WebApp.configuration().shedding(inFlight(5).build()))
        .servlet(
            "/",
            (request, response) ->
                Collections.list(request.getAttributeNames()).stream()
                    .filter(name -> name.startsWith("io.limitrate"))
                    .forEach(request::removeAttribute))
        .start();

    for (int i = 0; i < 12; i++) {
      assertThat(app.get("/").statusCode()).isEqualTo(200);
      awaitInFlight(0);
    }
  }

  @Test
  void aListenerThatDoesNotLinkDoesNotAdmitAShedRequest() throws Exception {
    DecisionListener broken =
        new DecisionListener() {
          @Override
          public void decided(Charge charge) {}

          @Override
          public void shed(Call call, String priority) {
            throw new NoClassDefFoundError("on purpose");
          }
        };
    start(WebApp.configuration().listener(broken), inFlight(1));
    AsyncContext held = send("/critical/a");

    assertThat(app.get("/answered").statusCode()).isEqualTo(503);
    held.complete();
  }

  @Test
  void aClientThatLeavesGivesItsPlaceBack() throws Exception {
    start(inFlight(5));
    AsyncContext held;
    try (Socket client = app.connect()) {
      client
          .getOutputStream()
          .write("GET /app/low/a HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      held = (AsyncContext) events.poll(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
      client.setSoLinger(true, 0);
    }
    assertThat(inFlight()).isEqualTo(1);

    writeUntilTheServerNotices(held);

    awaitInFlight(0);
  }

  private static void writeUntilTheServerNotices(AsyncContext held) {
    try {
      for (int i = 0; i < 1_000; i++) {
        held.getResponse().getOutputStream().write(new byte[10_000]);
        held.getResponse().flushBuffer();
      }
    } catch (IOException | IllegalStateException e) {
      assertThat(e).isNotNull();
    } finally {
      complete(held);
    }
  }

  private static void complete(AsyncContext held) {
    try {
      held.complete();
    } catch (IllegalStateException e) {
      assertThat(e).isNotNull(); // the server has completed the request already
    }
  }

  @Test
  void probesAndPreflightsPassAtFullShedding() throws Exception {
    start(inFlight(1).exempt(new Exempt(List.of("/answered"), Optional.empty())));
    AsyncContext held = send("/critical/a");

    assertThat(app.get("/critical/a").statusCode()).isEqualTo(503);
    assertThat(app.get("/answered").statusCode()).isEqualTo(200);
    assertThat(app.get("/answered/..;/critical/a").statusCode()).isNotEqualTo(200);
    int preflight =
        app.raw(
            "OPTIONS",
            "/app/answered",
            "Origin: https://x.example",
            "Access-Control-Request-Method: GET");
    assertThat(preflight).isEqualTo(200);
    assertThat(inFlight()).isEqualTo(1);
    held.complete();
  }

  @Test
  void aShedLoginIsNoAttempt() throws Exception {
    LoginSettings login = LoginSettings.builder("main").paths(List.of("/login")).build();
    start(WebApp.configuration().login(login), inFlight(1));
    AsyncContext held = send("/critical/a");

    HttpResponse<String> answer =
        app.send(
            "POST",
            "/login",
            "username=alice&password=x",
            "Content-Type",
            "application/x-www-form-urlencoded");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().map().keySet()).noneMatch(name -> name.contains("ratelimit"));
    held.complete();
  }

  @Test
  void listenersAndTheLogHearOfShedRequests() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    DecisionListener listener =
        new DecisionListener() {
          @Override
          public void decided(Charge charge) {}

          @Override
          public void shed(Call call, String priority) {
            heard.add(priority + " " + call.endpoint());
          }
        };
    try (LogLines logged = LogLines.of("io.limitrate.rejections")) {
      start(WebApp.limit("/low/*", "9/1h", "ip").listener(listener), inFlight(1));
      AsyncContext held = send("/critical/a");

      app.get("/low/a");
      app.get("/high/a");

      assertThat(heard).containsExactly("low GET /low/*", "high null");
      assertThat(logged.lines())
          .containsExactly(
              "INFO Load shedding rejects a call at GET /low/*; while that goes on, one line a"
                  + " minute follows");
      held.complete();
    }
  }

  @Test
  void aReloadChangesTheBoundAndKeepsTheCount() throws Exception {
    start(inFlight(2));
    AsyncContext held = send("/critical/a");

    app.runtime().reload(WebApp.limit("/*", "1000/1h", "ip").shedding(inFlight(1).build()).build());

    assertThat(app.get("/critical/a").statusCode()).isEqualTo(503);
    held.complete();
    awaitInFlight(0);
    assertThat(app.get("/answered").statusCode()).isEqualTo(200);
    app.runtime().reload(WebApp.limit("/*", "1000/1h", "ip").build());
    assertThat(app.application().shedder()).isNull();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("limitrate-load-"));
  }
}
