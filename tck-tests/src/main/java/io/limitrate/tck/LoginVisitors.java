package io.limitrate.tck;

import static io.limitrate.tck.LoginVisitor.retryAfter;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Creates the clients of an application's login. */
record LoginVisitors(URI root) {
  /** The rest of an hour, on a machine that may be slow. */
  private static final long NEARLY_AN_HOUR_SECONDS = 3_300;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Returns a client with an unused address. */
  LoginVisitor next() {
    return new LoginVisitor(root);
  }

  /**
   * Fails several times, at most three times from each address, so that no address needs a
   * challenge.
   */
  List<HttpResponse<String>> fail(String path, String name, int times) {
    List<HttpResponse<String>> failed = new ArrayList<>();
    LoginVisitor visitor = next();
    for (int i = 0; i < times; i++) {
      visitor = i % 3 == 0 ? next() : visitor;
      failed.add(visitor.login(path, name, "wrong"));
    }
    assertThat(failed).allMatch(LoginVisitor::checked).noneMatch(LoginVisitor::known);
    return failed;
  }

  /** Fails ten times. Returns the response to the right password after that. */
  HttpResponse<String> lock(String path, String name) {
    fail(path, name, 10);
    return until(answer -> retryAfter(answer) > NEARLY_AN_HOUR_SECONDS, path, name, "right");
  }

  /**
   * Repeats the attempt until the response is as expected or 20 seconds have passed, and returns
   * the last response. A response may reach the client before the guard knows the outcome; rejected
   * attempts meanwhile change nothing.
   */
  HttpResponse<String> until(
      Predicate<HttpResponse<String>> expected, String path, String name, String password) {
    long start = System.nanoTime();
    HttpResponse<String> answer = next().login(path, name, password);
    while (!expected.test(answer) && System.nanoTime() - start < PATIENCE.toNanos()) {
      answer = next().login(path, name, password);
    }
    return answer;
  }
}
