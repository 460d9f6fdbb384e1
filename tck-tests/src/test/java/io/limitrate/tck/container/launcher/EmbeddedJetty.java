package io.limitrate.tck.container.launcher;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.security.Credential;

/** Jetty. A subclass selects the version of Jakarta EE. */
abstract class EmbeddedJetty implements Embedded {
  private final Server server = new Server();
  private final ContextHandlerCollection contexts = new ContextHandlerCollection();
  private final Map<String, ContextHandler> applications = new HashMap<>();
  private Path directory;

  @Override
  public int start(Path own) throws Exception {
    directory = own;
    HttpConfiguration http = new HttpConfiguration();
    ServerConnector connector =
        new ServerConnector(
            server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(contexts);
    server.addBean(users());
    server.start();
    return connector.getLocalPort();
  }

  private static HashLoginService users() {
    UserStore users = new UserStore();
    users.addUser("alice", Credential.getCredential("right"), new String[] {"staff"});
    HashLoginService service = new HashLoginService("staff");
    service.setUserStore(users);
    return service;
  }

  @Override
  public void deploy(String name, Path war) throws Exception {
    ContextHandler application = application(war, "/" + name);
    application.setTempDirectory(directory.resolve(name).toFile());
    contexts.addHandler(application);
    applications.put(name, application);
    application.start();
  }

  abstract ContextHandler application(Path war, String contextPath);

  @Override
  public void undeploy(String name) throws Exception {
    ContextHandler application = applications.remove(name);
    application.stop();
    contexts.removeHandler(application);
    application.destroy();
  }
}
