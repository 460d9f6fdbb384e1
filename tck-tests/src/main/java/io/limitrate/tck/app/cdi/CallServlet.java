package io.limitrate.tck.app.cdi;

import io.limitrate.internal.aspect.Weaving;
import io.limitrate.tck.app.CallingServlet;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import java.util.function.Supplier;

/** Calls methods of beans. */
@WebServlet("/cdi/call/*")
public class CallServlet extends CallingServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Service service;
  @Inject private transient Tariff tariff;
  @Inject private transient Outlet outlet;
  @Inject private transient Catalogue catalogue;

  /** Creates the servlet. The container calls this constructor. */
  public CallServlet() {}

  @Override
  protected Supplier<?> call(String path, String argument) {
    return switch (path) {
      case "/plain" -> service::plain;
      case "/thrown" -> service::thrown;
      case "/hidden" -> service::hidden;
      case "/self" -> service::self;
      case "/keyed" -> () -> service.keyed(argument);
      case "/later" -> () -> service.later().toCompletableFuture().join();
      case "/queued" -> () -> service.queued().toCompletableFuture().join();
      case "/once" -> service::once;
      case "/class/shared" -> tariff::shared;
      case "/class/several" -> tariff::several;
      case "/class/exempt" -> tariff::exempt;
      case "/class/hidden" -> tariff::hidden;
      case "/class/text" -> tariff::toString;
      case "/stereotype" -> outlet::sell;
      case "/carried" -> catalogue::carried;
      case "/interface" -> catalogue::promised;
      case "/interface/free" -> catalogue::free;
      case "/woven" -> CallServlet::woven;
      default -> throw new IllegalArgumentException(path);
    };
  }

  private static String woven() {
    try {
      return String.valueOf(Weaving.woven(Service.class, Service.class.getMethod("own")));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }
}
