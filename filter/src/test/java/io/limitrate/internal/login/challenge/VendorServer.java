package io.limitrate.internal.login.challenge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A vendor whose answers the test sets. */
final class VendorServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<String> forms = new CopyOnWriteArrayList<>();
  private final List<String> headers = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour = exchange -> send(exchange, 404, "");

  interface Behaviour {
    void handle(HttpExchange exchange) throws IOException;
  }

  VendorServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] form = exchange.getRequestBody().readAllBytes();
    headers.add(exchange.getRequestMethod() + " " + exchange.getRequestHeaders().entrySet());
    forms.add(new String(form, StandardCharsets.UTF_8));
    behaviour.handle(exchange);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/siteverify");
  }

  /** Returns the requests, one form each. */
  List<String> forms() {
    return forms;
  }

  List<String> headers() {
    return headers;
  }

  void answers(String json) {
    answers(200, json);
  }

  void answers(int status, String body) {
    behaviour = exchange -> send(exchange, status, body);
  }

  void redirects() {
    behaviour =
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/siteverify")) {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            send(exchange, 307, "");
          } else {
            send(exchange, 200, "{\"success\":true}");
          }
        };
  }

  /** Accepts requests and never answers. */
  void hangs() {
    behaviour = exchange -> awaitClosing();
  }

  /** Begins an answer and never ends it. */
  void hangsWithinTheBody() {
    behaviour =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream body = exchange.getResponseBody();
          body.write("{\"success\":".getBytes(StandardCharsets.UTF_8));
          body.flush();
          awaitClosing();
        };
  }

  /** Sends an endless answer. */
  void floods() {
    behaviour =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] spaces = " ".repeat(8_192).getBytes(StandardCharsets.UTF_8);
          while (closing.getCount() > 0) {
            exchange.getResponseBody().write(spaces);
          }
        };
  }

  private void awaitClosing() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
