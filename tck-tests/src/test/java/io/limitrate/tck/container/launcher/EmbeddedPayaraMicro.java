package io.limitrate.tck.container.launcher;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Payara Micro on the port of the system property {@code port}. Its own API deploys and undeploys
 * applications. This class calls the API by reflection, because the build compiles without Payara's
 * jar.
 */
final class EmbeddedPayaraMicro implements Embedded {
  /**
   * Grizzly's HTTP/2 can deadlock: when a connection receives GOAWAY while an asynchronous request
   * of it times out, two threads wait for each other (Http2Session.setGoAwayByPeer and
   * DefaultOutputSink.terminate). From then on no asynchronous request of the server times out.
   */
  private static final String NO_HTTP_2 =
      "configs.config.server-config.network-config.protocols.protocol"
          + ".http-listener.http.http2-enabled=false";

  private Object runtime;

  EmbeddedPayaraMicro() {}

  @Override
  public int start(Path directory) throws Exception {
    int port = Integer.getInteger("port");
    Path root = Files.createDirectories(directory.resolve("root"));
    Path password = directory.resolve("password");
    Files.writeString(password, "AS_ADMIN_USERPASSWORD=right\n");
    Consumer<Object> before =
        commands -> {
          run(
              commands,
              "set",
              "configs.config.server-config.network-config.network-listeners.network-listener"
                  + ".http-listener.address=127.0.0.1");
          run(commands, "set", NO_HTTP_2);
          run(
              commands,
              "set",
              "configs.config.server-config.security-service"
                  + ".activate-default-principal-to-role-mapping=true");
        };
    Consumer<Object> after =
        commands ->
            run(
                commands,
                "create-file-user",
                "--groups",
                "staff",
                "--passwordfile",
                password.toString(),
                "alice");
    Object micro =
        Class.forName("fish.payara.micro.PayaraMicro").getMethod("getInstance").invoke(null);
    set(micro, "setHttpPort", int.class, port);
    set(micro, "setNoCluster", boolean.class, true);
    set(micro, "setPrintLogo", boolean.class, false);
    set(micro, "setRootDir", File.class, root.toFile());
    set(micro, "setPreBootHandler", Consumer.class, before);
    set(micro, "setPostBootHandler", Consumer.class, after);
    runtime = micro.getClass().getMethod("bootStrap").invoke(micro);
    return port;
  }

  private static void set(Object micro, String method, Class<?> type, Object value)
      throws ReflectiveOperationException {
    micro.getClass().getMethod(method, type).invoke(micro, value);
  }

  private static void run(Object commands, String command, String... arguments) {
    try {
      Class<?> runner =
          Class.forName(
              "fish.payara.micro.boot.AdminCommandRunner",
              false,
              commands.getClass().getClassLoader());
      runner.getMethod("run", String.class, String[].class).invoke(commands, command, arguments);
    } catch (ReflectiveOperationException e) {
      throw new UncheckedIOException(new IOException(command, e));
    }
  }

  @Override
  public void deploy(String name, Path war) throws Exception {
    Object deployed =
        runtime
            .getClass()
            .getMethod("deploy", String.class, String.class, File.class)
            .invoke(runtime, name, name, war.toFile());
    if (!Boolean.TRUE.equals(deployed)) {
      throw new IllegalStateException(name + ": is not deployed, see the log");
    }
  }

  @Override
  public void undeploy(String name) throws Exception {
    runtime.getClass().getMethod("undeploy", String.class).invoke(runtime, name);
  }
}
