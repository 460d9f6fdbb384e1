package io.limitrate.tck;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Sends the requests of the contracts over one or several connections. Thread-safe. */
final class HttpContractClient {
  /** The time after which a test without an answer fails. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);

  /**
   * The time after which a stream of HTTP/2 has no answer: a server may have closed the connection.
   */
  private static final int LONGEST_SECONDS = 20;

  private final URI root;
  private final HttpClient client;

  HttpContractClient(URI root) {
    this(root, HttpClient.Version.HTTP_1_1);
  }

  /** Creates a client of this version of HTTP, or of HTTP/1.1 if the server has no other. */
  HttpContractClient(URI root, HttpClient.Version version) {
    this(root, HttpClient.newBuilder().version(version).build());
  }

  private HttpContractClient(URI root, HttpClient client) {
    this.root = root;
    this.client = client;
  }

  /** Returns a client of another application that uses the same connections. */
  HttpContractClient at(URI other) {
    return new HttpContractClient(other, client);
  }

  HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, headers);
  }

  HttpResponse<String> send(String method, String path, String... headers) {
    return send(request(path, headers).method(method, BodyPublishers.noBody()).build());
  }

  HttpResponse<String> post(String path, String form) {
    return send(
        request(path, "Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build());
  }

  /** Returns the statuses of several requests, sent one after another. */
  List<Integer> statuses(int times, String path, String... headers) {
    return IntStream.range(0, times).mapToObj(i -> get(path, headers).statusCode()).toList();
  }

  /** Returns the statuses of several requests, sent at the same time. */
  List<Integer> statusesAtOnce(int times, String path) {
    HttpRequest request = request(path).build();
    List<CompletableFuture<HttpResponse<Void>>> all =
        IntStream.range(0, times)
            .mapToObj(i -> client.sendAsync(request, BodyHandlers.discarding()))
            .toList();
    return all.stream().map(CompletableFuture::join).map(HttpResponse::statusCode).toList();
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + path)).timeout(LONGEST_ANSWER);
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns the answer to a raw request line, which an HTTP client would not send unchanged. */
  String rawAnswer(String method, String path) {
    return rawAnswer(method, path, "", "");
  }

  /**
   * Returns the answer to a raw request with headers and a body.
   *
   * @param headers the header lines, each with its line end
   */
  String rawAnswer(String method, String path, String headers, String body) {
    return rawAnswer(method, path, headers, body, false);
  }

  /** Returns the answer to a POST whose client sends only the beginning of the body. */
  String brokenOff(String path, String headers, String body) {
    return rawAnswer("POST", path, headers, body, true);
  }

  /** Sends a request, reads the beginning of the response and resets the connection. */
  void leave(String path) {
    try (Socket socket = new Socket(root.getHost(), root.getPort())) {
      socket.setSoLinger(true, 0);
      String request = "GET " + root.getRawPath() + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      int unused = socket.getInputStream().read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sends a request, reads the beginning of the response and leaves. HTTP/1.1 closes the
   * connection, HTTP/2 resets the stream.
   *
   * @return the status
   * @throws UncheckedIOException if the server sends no beginning of a response
   */
  int abandon(String path) {
    AtomicInteger begun = new AtomicInteger();
    try {
      return client
          .sendAsync(
              request(path).build(),
              response -> {
                begun.set(response.statusCode());
                return new FirstBytes();
              })
          .orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS)
          .join()
          .statusCode();
    } catch (CompletionException e) { // also the cancellation of a stream of HTTP/2
      if (begun.get() > 0) {
        return begun.get();
      }
      throw new UncheckedIOException(new IOException(e.getCause()));
    }
  }

  private String rawAnswer(
      String method, String path, String headers, String body, boolean brokenOff) {
    try (Socket socket = new Socket(root.getHost(), root.getPort())) {
      String request =
          method
              + " "
              + root.getRawPath()
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + headers
              + "\r\n"
              + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      if (brokenOff) {
        socket.shutdownOutput();
      }
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toString(StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
