package io.limitrate.internal.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.annotation.RateLimitCost;
import io.limitrate.annotation.RateLimitKey;
import io.limitrate.annotation.RateLimited;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reads class files, also damaged ones. */
class ClassFileTest {
  private static byte[] bytes() throws IOException {
    String name = "/" + Mails.class.getName().replace('.', '/') + ".class";
    try (InputStream in = ClassFileTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  @Test
  void readsTheAnnotationsOfMethods() throws Exception {
    ClassFile file = ClassFile.read(bytes());

    assertThat(file.name()).isEqualTo(Mails.class.getName());
    assertThat(file.methods())
        .filteredOn(method -> method.name().equals("send"))
        .singleElement()
        .satisfies(
            method ->
                assertThat(method.annotations())
                    .containsExactly("Lio/limitrate/annotation/RateLimited;"));
  }

  @Test
  void readsTheAnnotationsOfParameters() throws Exception {
    assertThat(ClassFile.read(bytes()).methods())
        .filteredOn(method -> method.name().equals("sendTo"))
        .singleElement()
        .satisfies(
            method ->
                assertThat(method.ofParameters())
                    .containsExactlyInAnyOrder(
                        "Lio/limitrate/annotation/RateLimitKey;",
                        "Lio/limitrate/annotation/RateLimitCost;"));
  }

  @Test
  void everyTruncatedFileIsAnIoException() throws Exception {
    byte[] whole = bytes();

    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> ClassFile.read(part)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void everyDamagedFileIsReadOrAnIoException() throws Exception {
    byte[] whole = bytes();
    Random random = new Random(1);

    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      try {
        assertThat(ClassFile.read(damaged)).isNotNull();
      } catch (IOException e) {
        assertThat(e).isNotNull();
      }
    }
  }

  @Test
  void annotationWithEndlessLevelsIsAnIoException() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(0); // the magic number and the version
    out.writeShort(3);
    out.writeByte(1);
    out.writeUTF("RuntimeVisibleAnnotations");
    out.writeByte(7);
    out.writeShort(1);
    int[] shorts = {0, 2, 0, 0, 0, 0, 1, 1};
    for (int each : shorts) {
      out.writeShort(each);
    }
    out.writeInt(0);
    out.writeShort(1);
    out.writeShort(1);
    out.writeShort(1);
    out.writeShort(1);
    for (int i = 0; i < 100_000; i++) {
      out.writeByte('[');
      out.writeShort(1);
    }

    assertThatIOException()
        .isThrownBy(() -> ClassFile.read(bytes.toByteArray()))
        .withMessageContaining("too many levels");
  }

  /** A class that has an annotation. */
  static final class Mails {
    @RateLimited("10/1m")
    void send() {}

    void sendTo(@RateLimitKey("to") String to, String text, @RateLimitCost int parts) {}
  }
}
