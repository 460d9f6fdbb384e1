package io.limitrate.tck.app.cdi;

import io.limitrate.Verdict;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * Answers with the injected verdict. With the parameter elsewhere, asks for the verdict on a thread
 * outside of any request.
 */
@WebServlet("/cdi/verdict/*")
public class VerdictServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Standing standing;
  @Inject private transient Instance<Verdict> verdict;

  /** Creates the servlet. The container calls this constructor. */
  public VerdictServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response
        .getWriter()
        .write(request.getParameter("elsewhere") == null ? standing.text() : elsewhere());
  }

  private String elsewhere() {
    return CompletableFuture.supplyAsync(verdict::get, task -> new Thread(task).start())
        .thenApply(found -> "injected")
        .exceptionally(VerdictServlet::text)
        .join();
  }

  private static String text(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalStateException) {
        return String.valueOf(cause.getMessage());
      }
    }
    return thrown.toString();
  }
}
