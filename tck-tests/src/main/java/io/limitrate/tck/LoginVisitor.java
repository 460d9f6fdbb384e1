package io.limitrate.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client with its own address, which the proxy forwards. Keeps the cookies that it receives. Not
 * thread-safe.
 */
final class LoginVisitor {
  /** The header of a response for which the application has checked a password. */
  static final String CHECKED = "X-Checked";

  static final String FORM = "application/x-www-form-urlencoded";

  private static final int RUN = ThreadLocalRandom.current().nextInt(1 << 23);
  private static final AtomicInteger LATEST = new AtomicInteger();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI root;
  private final String address;
  private final List<String> cookies = new ArrayList<>();

  /** Creates a client with an unused address. */
  LoginVisitor(URI root) {
    int number = RUN + LATEST.incrementAndGet();
    this.root = root;
    this.address = "10." + number / 65_536 + "." + number / 256 % 256 + "." + number % 256;
  }

  /** Returns an unused username. */
  static String name(String beginning) {
    return beginning + "-" + RUN + "-" + LATEST.incrementAndGet();
  }

  LoginVisitor withoutCookies() {
    cookies.clear();
    return this;
  }

  LoginVisitor withCookiesOf(LoginVisitor other) {
    cookies.addAll(other.cookies);
    return this;
  }

  HttpResponse<String> login(String path, String username, String password) {
    return form(path, "username", username, "password", password);
  }

  /** Posts a form with these names and values. */
  HttpResponse<String> form(String path, String... fields) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      form.append(i == 0 ? "" : "&").append(fields[i]).append('=');
      form.append(URLEncoder.encode(fields[i + 1], UTF_8));
    }
    return post(path, FORM, form.toString());
  }

  HttpResponse<String> post(String path, String type, String body, String... headers) {
    return send(
        request(path, headers).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers));
  }

  /** Returns the raw answer to a form at a path that an HTTP client would not send unchanged. */
  String raw(String path, String form) {
    return raw("POST", path, form);
  }

  /** Returns the raw answer to a form that is sent by another method. */
  String raw(String method, String path, String form) {
    String headers =
        "X-Forwarded-For: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n"
            .formatted(address, FORM, form.length());
    return new HttpContractClient(root).rawAnswer(method, path, headers, form);
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + path)).header("X-Forwarded-For", address);
    if (!cookies.isEmpty()) {
      request.header("Cookie", String.join("; ", cookies));
    }
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
      response.headers().allValues("Set-Cookie").forEach(this::keep);
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void keep(String setCookie) {
    String pair = setCookie.split(";", 2)[0];
    String name = pair.substring(0, pair.indexOf('=') + 1);
    cookies.removeIf(cookie -> cookie.startsWith(name));
    cookies.add(pair);
  }

  static boolean checked(HttpResponse<?> response) {
    return response.headers().firstValue(CHECKED).isPresent();
  }

  /** Returns whether the response makes the browser known, which only a success does. */
  static boolean known(HttpResponse<?> response) {
    return response.headers().allValues("Set-Cookie").stream()
        .anyMatch(cookie -> cookie.startsWith("limitrate-device-"));
  }

  static long retryAfter(HttpResponse<?> response) {
    return response.headers().firstValueAsLong("Retry-After").orElse(0);
  }
}
