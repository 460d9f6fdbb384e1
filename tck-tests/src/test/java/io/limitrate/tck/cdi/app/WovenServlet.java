package io.limitrate.tck.cdi.app;

import io.limitrate.tck.woven.WovenService;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Calls a woven bean twice. */
@WebServlet("/woven")
public class WovenServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient WovenService service;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().write(service.call() + service.call());
  }
}
