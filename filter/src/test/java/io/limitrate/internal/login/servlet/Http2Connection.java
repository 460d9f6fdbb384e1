package io.limitrate.internal.login.servlet;

import io.limitrate.servlet.LoginApp;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * An HTTP/2 connection with prior knowledge (RFC 9113, section 3.3) whose client reads no byte of a
 * body, because its window is 0. It writes frames itself, because HTTP clients cannot reset a
 * stream in this way.
 */
final class Http2Connection implements AutoCloseable {
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int ACK = 1;
  private static final byte[] WINDOW_0 = {0, 4, 0, 0, 0, 0};
  private static final byte[] CANCEL = {0, 0, 0, 8};

  private final Socket socket;
  private final DataOutputStream out;
  private final DataInputStream in;
  private int stream = -1;

  Http2Connection(Socket socket) throws IOException {
    this.socket = socket;
    this.out = new DataOutputStream(socket.getOutputStream());
    this.in = new DataInputStream(socket.getInputStream());
    out.write(PREFACE.getBytes(StandardCharsets.US_ASCII));
    frame(SETTINGS, 0, 0, WINDOW_0);
  }

  /** Posts a form, waits for the headers of the answer, and resets the stream. */
  void postAndReset(String path, String address, String form) throws IOException {
    stream += 2;
    frame(HEADERS, END_HEADERS, stream, headers(path, address));
    frame(DATA, END_STREAM, stream, form.getBytes(StandardCharsets.US_ASCII));
    while (!readsHeaders()) {}
    frame(RST_STREAM, 0, stream, CANCEL);
  }

  /** Indexed fields of the static table, and literals without indexing (RFC 7541, section 6). */
  private static byte[] headers(String path, String address) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(0x83); // :method: POST
    block.write(0x86); // :scheme: http
    block.write(0x04); // :path
    text(block, path);
    block.write(0x01); // :authority
    text(block, "localhost");
    block.write(0x00);
    text(block, "content-type");
    text(block, LoginApp.FORM);
    block.write(0x00);
    text(block, "x-forwarded-for");
    text(block, address);
    return block.toByteArray();
  }

  private static void text(ByteArrayOutputStream block, String text) {
    block.write(text.length());
    block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private boolean readsHeaders() throws IOException {
    int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int of = in.readInt();
    in.skipNBytes(length);
    if (type == SETTINGS && (flags & ACK) == 0) {
      frame(SETTINGS, ACK, 0, new byte[0]);
    }
    return type == HEADERS && of == stream;
  }

  private void frame(int type, int flags, int of, byte[] payload) throws IOException {
    out.writeByte(payload.length >> 16);
    out.writeShort(payload.length);
    out.writeByte(type);
    out.writeByte(flags);
    out.writeInt(of);
    out.write(payload);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
