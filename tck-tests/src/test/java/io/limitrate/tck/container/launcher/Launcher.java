package io.limitrate.tck.container.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Starts the embedded container that the first argument names. Reads commands from the standard
 * input: {@code deploy NAME WAR} and {@code undeploy NAME}. Writes one line for each command into
 * the file that the second argument names; the first line is the port. Ends at the end of the
 * input.
 */
public final class Launcher {
  private Launcher() {}

  /** Runs until the end of the input. */
  public static void main(String[] args) throws Exception {
    Embedded container =
        Class.forName(Launcher.class.getPackageName() + "." + args[0])
            .asSubclass(Embedded.class)
            .getDeclaredConstructor()
            .newInstance();
    Path answers = Path.of(args[1]);
    int port = container.start(answers.toAbsolutePath().getParent());
    answer(answers, Integer.toString(port));
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      answer(answers, obeyed(container, line.split(" ", 3)));
    }
    System.exit(0);
  }

  private static String obeyed(Embedded container, String[] order) {
    try {
      if (order[0].equals("deploy")) {
        container.deploy(order[1], Path.of(order[2]));
      } else {
        container.undeploy(order[1]);
      }
      return "done";
    } catch (Exception | Error e) {
      e.printStackTrace();
      return "failed: " + e;
    }
  }

  private static void answer(Path answers, String text) throws IOException {
    Files.writeString(
        answers,
        text.replace('\n', ' ') + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
