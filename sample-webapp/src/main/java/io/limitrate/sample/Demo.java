package io.limitrate.sample;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Runs the sample until the process is interrupted. The system property {@code port} names the port
 * (8080), {@code webapp} the directory of the unpacked WAR.
 */
public final class Demo {

  private Demo() {}

  /**
   * Starts the sample and waits.
   *
   * @param args ignored
   * @throws InterruptedException when the waiting thread is interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    Path webapp = Path.of(System.getProperty("webapp", "."));
    System.out.println("port " + Integer.getInteger("port", 8080));
    System.out.println("webapp " + (Files.isDirectory(webapp) ? webapp : "missing"));
    new CountDownLatch(1).await();
  }
}
