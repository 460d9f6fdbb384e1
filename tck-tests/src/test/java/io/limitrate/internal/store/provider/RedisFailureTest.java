package io.limitrate.internal.store.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.config.SharedSource;
import io.limitrate.config.SharedSource.Configured;
import io.limitrate.config.SharedSource.RedisAddress;
import io.limitrate.tck.FreePorts;
import io.limitrate.tck.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The messages of a node that cannot use its Redis server at the start. */
class RedisFailureTest {
  private static final String PASSWORD = "correct-horse";

  @TempDir private Path directory;

  @Test
  void explainsAWrongPassword() {
    try (RedisServer redis = RedisServer.startProtected(PASSWORD)) {
      rejects(with(redis, ":wrong-mule@"), "the server rejects the user or the password");
    }
  }

  @Test
  void explainsAWrongPasswordInAConfigurationFile() throws IOException {
    try (RedisServer redis = RedisServer.startProtected(PASSWORD)) {
      Path file =
          Files.writeString(
              directory.resolve("redisson.yaml"),
              "singleServerConfig:\n  address: \"%s\"\npassword: wrong-mule\n"
                  .formatted(redis.address()));

      rejects(
          new Configured(SharedSource.Provider.REDIS, file.toString()),
          "the server rejects the user or the password");
    }
  }

  @Test
  void explainsAMissingPassword() {
    try (RedisServer redis = RedisServer.startProtected(PASSWORD)) {
      rejects(with(redis, ""), "the server needs a password");
    }
  }

  @Test
  void explainsAClosedPort() {
    int port = FreePorts.find(1).get(0);

    rejects(new RedisAddress("redis://127.0.0.1:" + port), "nothing listens there");
  }

  @Test
  void explainsAServerWithoutTls() {
    try (RedisServer redis = RedisServer.start()) {
      String address = "rediss://127.0.0.1:" + URI.create(redis.address()).getPort();

      rejects(
          new RedisAddress(address), "write rediss:// if it speaks TLS, redis:// if it does not");
    }
  }

  @Test
  void explainsAnUntrustedCertificate() throws Exception {
    try (ServerSocket server = withOwnCertificate().createServerSocket(0)) {
      Thread handshakes = new Thread(() -> answerHandshakes(server), "handshakes");
      handshakes.setDaemon(true);
      handshakes.start();

      rejects(
          new RedisAddress("rediss://localhost:" + server.getLocalPort()),
          "the server's certificate is not trusted");
    }
  }

  private static void answerHandshakes(ServerSocket server) {
    while (!server.isClosed()) {
      try (SSLSocket socket = (SSLSocket) server.accept()) {
        socket.startHandshake();
      } catch (IOException e) {
        // The client does not trust the certificate, or the test has ended.
      }
    }
  }

  private SSLServerSocketFactory withOwnCertificate() throws Exception {
    Path file = directory.resolve("own.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }

  @Test
  void explainsASilentServer() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      rejects(
          new RedisAddress("redis://127.0.0.1:" + silent.getLocalPort()),
          "the server accepts a connection and gives no answer");
    }
  }

  private static RedisAddress with(RedisServer redis, String credentials) {
    return new RedisAddress(redis.address().replace("//", "//" + credentials));
  }

  private static void rejects(SharedSource source, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SharedNode.open(source))
        .withMessageContaining(reason)
        .withMessageNotContaining("mule");
  }
}
