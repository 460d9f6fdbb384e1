package io.limitrate.tck.cdi.app;

import static jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters.withParams;

import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/** Servlets that answer with the user, with and without access control. */
public final class SecuredServlets {
  private SecuredServlets() {}

  private static String about(HttpServletRequest request) {
    Principal user = request.getUserPrincipal();
    return user == null
        ? "nobody"
        : user.getName()
            + (request.isUserInRole("people") ? " people" : "")
            + (request.isUserInRole("staff") ? " staff" : "");
  }

  /** A servlet without access control. */
  @WebServlet({"/signin", "/elsewhere"})
  public static class Open extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().write(about(request));
    }
  }

  /** A servlet for the role staff. */
  @WebServlet("/private")
  @ServletSecurity(@HttpConstraint(rolesAllowed = "staff"))
  public static class Closed extends Open {
    private static final long serialVersionUID = 1L;
  }

  /** A servlet that passes the credentials of the request to the mechanism. */
  @WebServlet("/programmatic")
  public static class Programmatic extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject private transient SecurityContext security;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      UsernamePasswordCredential credential =
          new UsernamePasswordCredential(
              request.getParameter("username"), request.getParameter("password"));
      AuthenticationStatus status =
          security.authenticate(request, response, withParams().credential(credential));
      if (status == AuthenticationStatus.SUCCESS) {
        response.getWriter().write(about(request));
      }
    }
  }

  /** Answers with the number of checked passwords. */
  @WebServlet("/checks")
  public static class Checks extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject private transient People people;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().write(Integer.toString(people.checks()));
    }
  }
}
