package io.limitrate.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * A client, and the events that a filter in front of the application saw for this client. Not
 * thread-safe.
 */
final class Recording {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String UNFINISHED = "...";

  private final LoginVisitor visitor;
  private int told;

  Recording(URI root) {
    this.visitor = new LoginVisitor(root);
  }

  HttpResponse<String> get(String path) {
    return visitor.get(path);
  }

  HttpResponse<String> basic(String path, String username, String password) {
    byte[] pair = (username + ":" + password).getBytes(UTF_8);
    String credentials = "Basic " + Base64.getEncoder().encodeToString(pair);
    return visitor.get(path, "Authorization", credentials);
  }

  HttpResponse<String> form(String path, String... fields) {
    return visitor.form(path, fields);
  }

  HttpResponse<String> login(String path, String username, String password) {
    return visitor.login(path, username, password);
  }

  /**
   * Returns the new events since the last call: dispatches, and events of listeners. Waits for the
   * end of each dispatch, because a response may reach the client before the filter has ended.
   */
  List<String> seen() {
    long start = System.nanoTime();
    List<String> all = all();
    while (unfinished(all) && System.nanoTime() - start < PATIENCE.toNanos()) {
      all = all();
    }
    List<String> news = all.subList(told, all.size());
    told = all.size();
    return news;
  }

  private List<String> all() {
    HttpResponse<String> answer = visitor.get("/seen");
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("/seen: " + answer.statusCode() + " " + answer.body());
    }
    return answer.body().lines().filter(sight -> !sight.contains(" /seen ")).toList();
  }

  private static boolean unfinished(List<String> sights) {
    return sights.stream().anyMatch(sight -> sight.endsWith(UNFINISHED));
  }
}
