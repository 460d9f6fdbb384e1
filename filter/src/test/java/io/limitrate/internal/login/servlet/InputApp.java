package io.limitrate.internal.login.servlet;

import io.limitrate.internal.login.input.LoginInput;
import io.limitrate.internal.login.input.SubmittedToken;
import io.limitrate.internal.login.input.SubmittedUsername;
import io.limitrate.internal.login.name.Usernames;
import io.limitrate.internal.servlet.request.BufferedRequest;
import io.limitrate.login.UsernameNormalizer;
import io.limitrate.login.UsernameSource;
import io.limitrate.servlet.WebApp;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An application behind a filter that records the login input of requests. */
final class InputApp implements AutoCloseable {
  static final String FORM = "application/x-www-form-urlencoded";
  static final String JSON = "application/json";

  final WebApp web = new WebApp();
  UsernameNormalizer normalizer = Usernames::normalize;
  private volatile List<UsernameSource> sources =
      List.of(new UsernameSource.Form("username"), new UsernameSource.Json("/username"));
  private volatile SubmittedUsername username;
  private volatile SubmittedToken token;
  private volatile Throwable thrown;

  InputApp start() throws Exception {
    web.filter(this::read);
    web.start();
    return this;
  }

  private void read(ServletRequest plain, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) plain;
    BufferedRequest buffered;
    try {
      buffered = LoginFormRequest.of(request);
      LoginInput input = LoginInput.of(new ServletMessage(request, buffered));
      username = input.username(sources, normalizer);
      token = input.token("token");
    } catch (RuntimeException | Error e) {
      thrown = e;
      throw e;
    }
    chain.doFilter(buffered == null ? request : buffered, response);
  }

  InputApp sources(UsernameSource... sources) {
    this.sources = List.of(sources);
    return this;
  }

  HttpResponse<String> send(String path, BodyPublisher body, String... headers) {
    username = null;
    token = null;
    HttpRequest.Builder request = HttpRequest.newBuilder(web.uri(path)).POST(body);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    HttpResponse<String> response = web.send(request.build());
    if (thrown != null) {
      throw new AssertionError(thrown);
    }
    return response;
  }

  /** Encodes each character as one byte. */
  static BodyPublisher bytes(String body) {
    return BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.ISO_8859_1));
  }

  HttpResponse<String> post(String path, String type, String body, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Content-Type";
    all[1] = type;
    System.arraycopy(headers, 0, all, 2, headers.length);
    return send(path, bytes(body), all);
  }

  /** Returns the login input of the last request. */
  SubmittedUsername username() {
    return username;
  }

  SubmittedToken token() {
    return token;
  }

  @Override
  public void close() {
    web.close();
  }
}
