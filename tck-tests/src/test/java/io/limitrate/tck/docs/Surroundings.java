package io.limitrate.tck.docs;

import io.limitrate.Policy;
import io.limitrate.runtime.Limitrate;
import jakarta.servlet.http.HttpServletRequest;

/** Fields and types of an application that the examples on the pages use. */
@SuppressWarnings("NullAway")
public abstract class Surroundings {
  protected Limitrate limitrate;
  protected Policy mails;
  protected Model model;
  protected HttpServletRequest request;
  protected String username;

  /** An example. */
  public record Product(String id) {}

  /** An example. */
  public record Answer(int tokens) {}

  /** An example. */
  public record Credentials(String username, String password) {}

  /** An example. */
  public interface Model {
    Answer ask(String question, int maxTokens);
  }
}
