package io.limitrate.internal.login.input;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;

/** Decodes bytes that have to be what they are said to be. */
final class StrictText {
  private StrictText() {}

  /**
   * The text.
   *
   * @param what the bytes are, for the error
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
