package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RedisServerTest {

  @Test
  void answersUnlessPausedAndEndsWhenClosed() throws IOException {
    ProcessHandle process;
    try (RedisServer redis = RedisServer.start()) {
      process = ProcessHandle.of(redis.pid()).orElseThrow();
      assertThat(ping(redis)).isEqualTo("+PONG\r\n");

      redis.pause();
      assertThatThrownBy(() -> ping(redis)).isInstanceOf(SocketTimeoutException.class);

      redis.resume();
      assertThat(ping(redis)).isEqualTo("+PONG\r\n");
    }

    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void restartsOnTheSamePort() throws IOException {
    try (RedisServer redis = RedisServer.start()) {
      String address = redis.address();
      long pid = redis.pid();

      redis.restart();

      assertThat(redis.address()).isEqualTo(address);
      assertThat(redis.pid()).isNotEqualTo(pid);
      assertThat(ping(redis)).isEqualTo("+PONG\r\n");
    }
  }

  private static String ping(RedisServer redis) throws IOException {
    URI address = URI.create(redis.address());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(500);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readNBytes(7), StandardCharsets.US_ASCII);
    }
  }
}
