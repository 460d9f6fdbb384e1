package io.limitrate.bench;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** A response that stores only its headers. */
@SuppressWarnings({"deprecation", "rawtypes", "NullAway", "ReferenceEquality"})
public final class StubResponse implements HttpServletResponse {
  private final String[] names = new String[16];
  private final Object[] values = new Object[16];
  private int size;

  private void put(String name, Object value) {
    int slot = slot(name);
    if (names[slot] != name) {
      names[slot] = name;
    }
    // A store into an old object is expensive, and the value is often unchanged.
    if (values[slot] != value) {
      values[slot] = value;
    }
    size = Math.max(size, slot + 1);
  }

  private int slot(String name) {
    for (int i = 0; i < size; i++) {
      if (name.equals(names[i])) {
        return i;
      }
    }
    return size;
  }

  private int status;

  /** Begins the next response. */
  StubResponse next() {
    size = 0;
    status = SC_OK;
    return this;
  }

  @Override
  public int getStatus() {
    return status;
  }

  @Override
  public void setStatus(int code) {
    status = code;
  }

  @Override
  public boolean isCommitted() {
    return false;
  }

  @Override
  public boolean containsHeader(String name) {
    return slot(name) < size;
  }

  @Override
  public String getHeader(String name) {
    int slot = slot(name);
    return slot == size ? null : (String) values[slot];
  }

  @Override
  public Collection<String> getHeaders(String name) {
    String value = getHeader(name);
    return value == null ? List.of() : List.of(value);
  }

  @Override
  public void setHeader(String name, String value) {
    put(name, value);
  }

  @Override
  public void addHeader(String name, String value) {
    put(name, value);
  }

  @Override
  public void setIntHeader(String name, int value) {
    put(name, Integer.toString(value));
  }

  @Override
  public void addIntHeader(String name, int value) {
    put(name, Integer.toString(value));
  }

  @Override
  public void addCookie(Cookie a0) {}

  @Override
  public void addDateHeader(String a0, long a1) {}

  @Override
  public String encodeRedirectURL(String a0) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String encodeURL(String a0) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void flushBuffer() {}

  @Override
  public int getBufferSize() {
    return 0;
  }

  @Override
  public String getCharacterEncoding() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String getContentType() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Collection<String> getHeaderNames() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Locale getLocale() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ServletOutputStream getOutputStream() {
    throw new UnsupportedOperationException();
  }

  @Override
  public PrintWriter getWriter() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void reset() {}

  @Override
  public void resetBuffer() {}

  @Override
  public void sendError(int a0, String a1) {}

  @Override
  public void sendError(int a0) {}

  @Override
  public void sendRedirect(String a0) {}

  @Override
  public void setBufferSize(int a0) {}

  @Override
  public void setCharacterEncoding(String a0) {}

  @Override
  public void setContentLength(int a0) {}

  @Override
  public void setContentLengthLong(long a0) {}

  @Override
  public void setContentType(String a0) {}

  @Override
  public void setDateHeader(String a0, long a1) {}

  @Override
  public void setLocale(Locale a0) {}
}
