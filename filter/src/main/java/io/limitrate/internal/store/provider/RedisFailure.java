package io.limitrate.internal.store.provider;

import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.redisson.client.RedisAuthRequiredException;
import org.redisson.client.RedisTimeoutException;
import org.redisson.client.RedisWrongPasswordException;

/**
 * The reason why a Redis server is unusable, with the correction.
 *
 * @param lasting whether a further attempt is useless
 * @param text the reason and the correction
 */
record RedisFailure(Class<? extends Throwable> cause, boolean lasting, String text) {
  private static final int MOST_CAUSES = 20;

  private static final String SILENT =
      "the server accepts a connection and gives no answer: check that it is a Redis server, and"
          + " write rediss:// if it speaks TLS, redis:// if it does not";

  /** Ordered by how precise the reason is, because a failure has several of these causes. */
  private static final List<RedisFailure> KNOWN =
      List.of(
          new RedisFailure(
              RedisWrongPasswordException.class,
              true,
              "the server rejects the user or the password: correct them in the address or file"),
          new RedisFailure(
              RedisAuthRequiredException.class,
              true,
              "the server needs a password: write redis://user:password@host:port"),
          new RedisFailure(
              GeneralSecurityException.class,
              true,
              "the server's certificate is not trusted: add its authority to the trust store of the"
                  + " JVM (javax.net.ssl.trustStore)"),
          new RedisFailure(
              SSLException.class,
              true,
              "there is no TLS connection: write redis:// if the server does not speak TLS"),
          new RedisFailure(
              UnknownHostException.class, false, "the host name is unknown: correct the address"),
          new RedisFailure(
              ConnectTimeoutException.class,
              false,
              "the host does not answer: check the address and the firewall"),
          new RedisFailure(
              ConnectException.class,
              false,
              "nothing listens there: start the server or correct the port"),
          new RedisFailure(RedisTimeoutException.class, false, SILENT),
          new RedisFailure(TimeoutException.class, false, SILENT));

  /** Returns the reason for a failure, if it is a known one. */
  static Optional<RedisFailure> of(Throwable failure) {
    return KNOWN.stream().filter(known -> known.explains(failure)).findFirst();
  }

  /** Returns the text of the reason, or the message of an unknown failure. */
  static String reason(Throwable failure) {
    return of(failure)
        .map(RedisFailure::text)
        .orElseGet(() -> String.valueOf(failure.getMessage()));
  }

  private boolean explains(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(MOST_CAUSES)
        .anyMatch(cause::isInstance);
  }
}
