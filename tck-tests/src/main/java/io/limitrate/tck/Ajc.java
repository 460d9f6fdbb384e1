package io.limitrate.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.aspectj.bridge.IMessage;
import org.aspectj.bridge.MessageHandler;
import org.aspectj.tools.ajc.Main;

/** Weaves class files with AspectJ's compiler, as a build does. */
final class Ajc {
  private Ajc() {}

  /**
   * Weaves Limitrate's aspects into a copy of the classes.
   *
   * @return the directory of the woven classes
   */
  static Path weave(Path classes, Path directory) throws IOException {
    Path woven = Files.createTempDirectory(directory, "woven");
    String[] arguments = {
      "-inpath",
      classes.toString(),
      "-aspectpath",
      Limitrates.jar("io.limitrate.annotation.RateLimited").toString(),
      "-classpath",
      System.getProperty("java.class.path"),
      "-d",
      woven.toString(),
      "-17",
      "-proc:none"
    };
    MessageHandler messages = new MessageHandler();
    new Main().run(arguments, messages);
    IMessage[] errors = messages.getErrors();
    if (errors.length > 0) {
      throw new IOException("ajc: " + Arrays.toString(errors));
    }
    return woven;
  }
}
