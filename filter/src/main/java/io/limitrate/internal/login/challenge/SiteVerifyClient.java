package io.limitrate.internal.login.challenge;

import io.limitrate.challenge.ChallengeSettings.SiteVerify;
import io.limitrate.challenge.ChallengeSettings.Vendor;
import io.limitrate.internal.concurrent.Workers;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a vendor about tokens. The user's address is not told, and redirects are not followed: the
 * secret is meant for one place. Thread-safe.
 */
final class SiteVerifyClient implements AutoCloseable {
  /** The vendors' answers have some hundred bytes. */
  private static final int MOST_BYTES = 16 * 1024;

  /** A name that takes long to resolve holds one of them. */
  private static final int MOST_WORKERS = 4;

  private static final int OK = 200;

  /** A vendor may give its errors with this status too. */
  private static final int BAD_REQUEST = 400;

  private final SiteVerify settings;
  private final Workers workers;
  private volatile @Nullable HttpClient client;

  SiteVerifyClient(SiteVerify settings) {
    this.settings = settings;
    this.workers = new Workers("limitrate-" + settings.vendor().text() + "-", MOST_WORKERS);
    this.client = client(workers.executor());
  }

  /**
   * The client's own thread outlives us for a moment, and must not hold the application by then.
   */
  private static HttpClient client(Executor workers) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      return HttpClient.newBuilder()
          .executor(workers)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /**
   * What the vendor says, headers and body, within the deadline.
   *
   * @throws IOException if it says nothing that can be understood; the message has neither the
   *     token nor the secret
   */
  SiteVerifyAnswer ask(String token, Duration deadline) throws IOException, InterruptedException {
    HttpClient open = client;
    if (open == null) {
      throw new IOException("closed");
    }
    CompletableFuture<HttpResponse<byte[]>> exchange =
        open.sendAsync(request(token), head -> new BoundedBody(MOST_BYTES));
    try {
      return answer(exchange.get(deadline.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + deadline.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    } finally {
      exchange.cancel(true);
    }
  }

  private HttpRequest request(String token) {
    String form = "secret=" + encoded(settings.secret()) + "&response=" + encoded(token);
    if (settings.vendor() == Vendor.HCAPTCHA) {
      // One secret is for all sites of an account.
      form += "&sitekey=" + encoded(settings.siteKey());
    }
    return HttpRequest.newBuilder(settings.url())
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Accept", "application/json")
        .POST(BodyPublishers.ofString(form))
        .build();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static SiteVerifyAnswer answer(HttpResponse<byte[]> response) throws IOException {
    int status = response.statusCode();
    if (status != OK && status != BAD_REQUEST) {
      throw new IOException("status " + status);
    }
    return SiteVerifyAnswer.parse(response.body())
        .filter(answer -> status == OK || !answer.success())
        .orElseThrow(() -> new IOException("status " + status + " without an answer"));
  }

  /** The JDK's client ends by itself when nothing refers to it any more. */
  @Override
  public void close() {
    client = null;
    workers.close();
  }
}
