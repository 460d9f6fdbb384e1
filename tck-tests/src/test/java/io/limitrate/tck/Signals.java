package io.limitrate.tck;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Sends signals to a process. */
public final class Signals {
  private Signals() {}

  /** Stops the process; its connections stay open. */
  public static void pause(Process process) {
    send("STOP", process);
  }

  /** Continues the process. */
  public static void resume(Process process) {
    send("CONT", process);
  }

  private static void send(String signal, Process process) {
    try {
      int exit =
          new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException("kill -" + signal + " " + process.pid() + ": " + exit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
