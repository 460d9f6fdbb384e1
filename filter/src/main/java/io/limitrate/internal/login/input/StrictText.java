package io.limitrate.internal.login.input;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;

/** Decodes bytes, and rejects bytes that are invalid in the charset. */
final class StrictText {
  private StrictText() {}

  /**
   * Returns the text.
   *
   * @param what the name of the bytes for the error message
   */
  static String decode(byte[] bytes, int length, Charset charset, String what)
      throws MalformedInputException {
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw MalformedInputException.badRequest(what + " must be " + charset);
    }
  }
}
