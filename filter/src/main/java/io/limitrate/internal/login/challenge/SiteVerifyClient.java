package io.limitrate.internal.login.challenge;

import io.limitrate.challenge.ChallengeSettings.SiteVerify;
import io.limitrate.challenge.ChallengeSettings.Vendor;
import io.limitrate.internal.concurrent.ContextClassLoader;
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
 * Sends tokens to a vendor. It does not send the user's address, and does not follow redirects,
 * because the secret belongs to one server. Thread-safe.
 */
final class SiteVerifyClient implements AutoCloseable {
  /** The answers of the vendors have a few hundred bytes. */
  private static final int MOST_BYTES = 16 * 1024;

  /** A slow DNS look-up occupies one thread. */
  private static final int MOST_WORKERS = 4;

  private static final int OK = 200;

  /** A vendor may also send its errors with this status. */
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
   * The thread of the HTTP client briefly outlives this client, so its context class loader must
   * not be the application's.
   */
  private static HttpClient client(Executor workers) {
    HttpClient.Builder client =
        HttpClient.newBuilder().executor(workers).followRedirects(HttpClient.Redirect.NEVER);
    return ContextClassLoader.call(ClassLoader.getSystemClassLoader(), client::build);
  }

  /**
   * Returns the vendor's answer, headers and body, within the deadline.
   *
   * @throws IOException when there is no valid answer; the message contains neither the token nor
   *     the secret
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
      // One secret is valid for all sites of an account.
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

  /** The JDK's client ends by itself when it is no longer referenced. */
  @Override
  public void close() {
    client = null;
    workers.close();
  }
}
