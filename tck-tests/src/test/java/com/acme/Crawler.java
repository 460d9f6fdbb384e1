package com.acme;

import io.limitrate.Call;
import io.limitrate.Limiter;
import io.limitrate.Policy;
import io.limitrate.runtime.Limitrate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Reads pages of a partner no faster than the partner allows. */
public final class Crawler {
  private final Limiter limiter = Limitrate.current().limiter();
  private final List<Policy> partner = List.of(Limitrate.current().policy("partner"));
  private final HttpClient client = HttpClient.newHttpClient();

  /** Reads a page on this thread. */
  public String read(URI page) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(page).build();
    return limiter.run(
        new Call() {}, partner, () -> client.send(request, BodyHandlers.ofString()).body());
  }

  /** Reads a page, and holds no thread while it waits. */
  public CompletionStage<String> readLater(URI page) {
    HttpRequest request = HttpRequest.newBuilder(page).build();
    return limiter.runAsync(
        new Call() {},
        partner,
        () -> client.sendAsync(request, BodyHandlers.ofString()).thenApply(HttpResponse::body));
  }
}
