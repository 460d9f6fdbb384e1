package io.limitrate.tck.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests of several classes at random times with a given average rate, whether or not
 * earlier requests are answered. The time of an answer counts from the time at which the request
 * was due, so a late request counts as slow.
 */
final class OpenLoop implements AutoCloseable {
  /** After this time a client gives up. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /** The share of each class in percent. */
  static final Map<String, Integer> SHARES = shares();

  private final ExecutorService executor = Executors.newFixedThreadPool(4);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(executor).build();
  private final URI address;
  private final Random random = new Random(15);

  OpenLoop(URI address) {
    this.address = address;
  }

  private static Map<String, Integer> shares() {
    Map<String, Integer> shares = new LinkedHashMap<>();
    shares.put("critical", 10);
    shares.put("high", 20);
    shares.put("normal", 30);
    shares.put("low", 40);
    return shares;
  }

  /** Offers load for some seconds, and returns the results of each class after the last answer. */
  Map<String, ClassResults> offer(int perSecond, int seconds) {
    Map<String, ClassResults> results = new LinkedHashMap<>();
    SHARES.keySet().forEach(name -> results.put(name, new ClassResults()));
    Phaser open = new Phaser(1);
    long startNanos = System.nanoTime();
    double dueNanos = 0;
    while (dueNanos < seconds * 1e9) {
      dueNanos += -Math.log(1 - random.nextDouble()) * 1e9 / perSecond;
      send(startNanos + (long) dueNanos, results, open);
    }
    open.arriveAndAwaitAdvance();
    return results;
  }

  private void send(long dueNanos, Map<String, ClassResults> results, Phaser open) {
    for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    String name = draw();
    ClassResults of = results.get(name);
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header(OverloadProgram.HEADER, name)
            .timeout(PATIENCE)
            .build();
    open.register();
    var unused =
        client
            .sendAsync(request, BodyHandlers.discarding())
            .whenComplete(
                (response, failure) -> {
                  int status = failure == null ? response.statusCode() : ClassResults.NONE;
                  of.add(status, System.nanoTime() - dueNanos);
                  open.arriveAndDeregister();
                });
  }

  private String draw() {
    int percent = random.nextInt(100);
    String last = "";
    for (Map.Entry<String, Integer> one : SHARES.entrySet()) {
      last = one.getKey();
      percent -= one.getValue();
      if (percent < 0) {
        return last;
      }
    }
    return last;
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
