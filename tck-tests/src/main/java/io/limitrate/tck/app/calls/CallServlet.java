package io.limitrate.tck.app.calls;

import io.limitrate.tck.app.CallingServlet;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

/** Calls methods of classes and objects. */
public final class CallServlet extends CallingServlet {
  private static final long serialVersionUID = 1L;

  /** Creates the servlet. The container calls this constructor. */
  public CallServlet() {}

  @Override
  protected Supplier<?> call(String path, String argument) {
    Service service = new Service();
    return switch (path) {
      case "/early" -> () -> EarlyListener.found(getServletContext(), argument);
      case "/object" -> service::ofAnObject;
      case "/class" -> Service::ofAClass;
      case "/within" -> service::within;
      case "/later" -> () -> service.later().toCompletableFuture().join();
      case "/keyed" -> () -> service.keyed(argument);
      case "/costly" -> () -> service.costly(Long.parseLong(argument));
      case "/interface" -> service::ofAnInterface;
      case "/proxy" -> proxy(service)::ofAnInterface;
      default -> throw new IllegalArgumentException(path);
    };
  }

  /** Returns a proxy, such as CDI or EJB gives to callers of a bean with an interface. */
  private static Tariff proxy(Service service) {
    return (Tariff)
        Proxy.newProxyInstance(
            Tariff.class.getClassLoader(),
            new Class<?>[] {Tariff.class},
            (proxy, method, arguments) -> service.ofAnInterface());
  }
}
