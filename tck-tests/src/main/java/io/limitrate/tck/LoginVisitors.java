package io.limitrate.tck;

import static io.limitrate.tck.LoginVisitor.retryAfter;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Those who log in at an application. */
record LoginVisitors(URI root) {
  /** What is left of an hour, on a machine that may be slow. */
  private static final long NEARLY_AN_HOUR_SECONDS = 3_300;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Somebody whom nobody has seen before. */
  LoginVisitor next() {
    return new LoginVisitor(root);
  }

  /** At most three failures from each address, so that none is asked for a challenge. */
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

  /** Ten failures, and what the right password comes to after them. */
  HttpResponse<String> lock(String path, String name) {
    fail(path, name, 10);
    return until(answer -> retryAfter(answer) > NEARLY_AN_HOUR_SECONDS, path, name, "right");
  }

  /**
   * The first answer that is as it should be, or the last. An answer may reach the client before
   * the guard hears of it; what is rejected meanwhile changes nothing.
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
