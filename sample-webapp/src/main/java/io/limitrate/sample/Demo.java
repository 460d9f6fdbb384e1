package io.limitrate.sample;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs the sample until the process is interrupted. System properties: {@code port} (8080), {@code
 * host} (127.0.0.1), {@code webapp} (a WAR, packed or not; found beside the classes if left out).
 */
public final class Demo {
  private static final int LAST_PORT = 65_535;
  private static final String WELCOME =
      """

      Limitrate's sample is running: {site}

      Open it in a browser, or paste these lines into a shell:

        # Flash sale: 5 requests a second for each address
        curl -s -o /dev/null -w '%{http_code} ' '{site}api/products/42?try=[1-10]'
        # answers 200 200 200 200 200 ... 429

        curl -i {site}api/stock/42
        # answers 200

        # Login, then checkout: one checkout in 10 seconds for each user
        cookies=$(mktemp)
        curl -i -c "$cookies" -d 'username=alice&password=wonderland' {site}login
        # answers 200
        curl -i -b "$cookies" -X POST {site}api/checkout
        # answers 201
        curl -i -b "$cookies" -X POST {site}api/checkout
        # answers 429

        # LLM gateway: 10 requests a minute in the free tier; X-Api-Key: premium-demo has 100
        curl -s -o /dev/null -w '%{http_code} ' -H 'X-Api-Key: free-demo' -H 'Content-Type: application/json' \
          -d '{"prompt": "Once upon a time", "max_tokens": 50}' '{site}api/llm/generate/completions?try=[1-12]'
        # answers 200 200 200 200 200 200 200 200 200 200 ... 429

        # Guessing passwords: after 3 failures within a minute the next attempt needs a solved challenge (403), which
        # the page {site}login.html solves; after 5 attempts the address is blocked for 5 minutes (429)
        curl -s -o /dev/null -w '%{http_code} ' -d 'username=bob&password=guess' '{site}login?try=[1-6]'
        # answers 401 401 401 403 ... 429

      Stop it with Ctrl-C.
      """;

  /** A strong reference, because the JDK otherwise drops the logger together with its level. */
  private static final Logger ALL = Logger.getLogger("");

  private static final Logger LIMITRATE = Logger.getLogger("io.limitrate");

  private Demo() {}

  /**
   * Starts the sample, prints what to try, and waits. Exits with status 1 if the sample cannot
   * start.
   */
  public static void main(String[] args) throws InterruptedException {
    LIMITRATE.setLevel(Level.WARNING);
    if (!run(System.out, System.err)) {
      System.exit(1);
    }
    // The JVM is shutting down. If Maven runs this method, it must not go on with its next module.
    Thread.currentThread().join();
  }

  /** Runs the sample until it is stopped. Returns false if the sample cannot start. */
  static boolean run(PrintStream out, PrintStream err) throws InterruptedException {
    // An error before the start is printed as one line. The server's own log would bury the line.
    ALL.setLevel(Level.OFF);
    try (SampleServer server = SampleServer.start(address(), WebContent.find())) {
      ALL.setLevel(Level.WARNING);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
      out.print(WELCOME.replace("{site}", server.address().toString()));
      server.join();
      return true;
    } catch (IOException | IllegalArgumentException e) {
      err.println(e.getMessage());
      return false;
    }
  }

  private static InetSocketAddress address() throws UnknownHostException {
    String host = System.getProperty("host", "127.0.0.1");
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port());
    } catch (UnknownHostException e) {
      throw new UnknownHostException("-Dhost=" + host + ": no such host");
    }
  }

  private static int port() {
    String port = System.getProperty("port", "8080");
    if (port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= LAST_PORT) {
      return Integer.parseInt(port);
    }
    throw new IllegalArgumentException("-Dport=" + port + ": must be from 0 to " + LAST_PORT);
  }
}
