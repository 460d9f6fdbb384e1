package io.limitrate.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A client behind a trusted proxy that forwards the client's address. Keeps the cookies that it
 * receives.
 */
final class Visitor {
  private final HttpClient client;
  private final URI site;
  private final String address;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  Visitor(HttpClient client, URI site, String address) {
    this.client = client;
    this.site = site;
    this.address = address;
  }

  Answer get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  Answer post(String path, String... headers) {
    return send("POST", path, BodyPublishers.noBody(), headers);
  }

  Answer postJson(String path, String json, String... headers) {
    return send("POST", path, BodyPublishers.ofString(json), with(headers, "application/json"));
  }

  Answer postForm(String path, String form, String... headers) {
    return send(
        "POST",
        path,
        BodyPublishers.ofString(form),
        with(headers, "application/x-www-form-urlencoded"));
  }

  Answer login(String username, String password) {
    return postForm("login", "username=" + username + "&password=" + password);
  }

  Answer login(String username, String password, String token) {
    String altcha = URLEncoder.encode(token, UTF_8);
    return postForm(
        "login", "username=" + username + "&password=" + password + "&altcha=" + altcha);
  }

  Answer ask(String model, String key, String json) {
    return postJson("api/llm/" + model + "/completions", json, "X-Api-Key", key);
  }

  /** Returns the cookie of this name, for another visitor to send. */
  String cookie(String name) {
    return cookies.get(name);
  }

  Visitor withCookie(String name, String value) {
    cookies.put(name, value);
    return this;
  }

  Answer send(String method, String path, BodyPublisher body, String... headers) {
    try {
      HttpResponse<String> response =
          client.send(request(method, path, body, headers), BodyHandlers.ofString());
      response.headers().allValues("Set-Cookie").forEach(this::keep);
      return new Answer(response);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void keep(String setCookie) {
    String[] pair = setCookie.split(";", 2)[0].split("=", 2);
    cookies.put(pair[0], pair[1]);
  }

  /** Sends requests at the same time, as many as the HTTP client can. */
  List<Answer> getAtOnce(int count, String path) {
    HttpRequest request = request("GET", path, BodyPublishers.noBody());
    List<CompletableFuture<HttpResponse<String>>> sent =
        Stream.generate(() -> client.sendAsync(request, BodyHandlers.ofString()))
            .limit(count)
            .toList();
    return sent.stream()
        .map(future -> new Answer(future.orTimeout(1, TimeUnit.MINUTES).join()))
        .toList();
  }

  private HttpRequest request(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(site.resolve(path))
            .method(method, body)
            .header("X-Forwarded-For", address);
    cookies.forEach((name, value) -> request.header("Cookie", name + "=" + value));
    return (headers.length == 0 ? request : request.headers(headers)).build();
  }

  private static String[] with(String[] headers, String contentType) {
    return Stream.concat(Stream.of("Content-Type", contentType), Stream.of(headers))
        .toArray(String[]::new);
  }
}
