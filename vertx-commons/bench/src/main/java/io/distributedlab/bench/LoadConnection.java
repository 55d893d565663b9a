package io.distributedlab.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/** One connection of a closed loop. Used on one event loop. */
final class LoadConnection {
  private static final String OK = "HTTP/1.1 200 ";
  private static final String HEAD_END = "\r\n\r\n";
  private static final String LENGTH = "content-length: ";

  private final NetSocket socket;
  private final Buffer request;
  private final long until;
  private final Promise<Long> answers = Promise.promise();
  private Buffer received = Buffer.buffer();
  private long count;

  /**
   * @param until when to stop, in terms of {@link System#nanoTime()}
   */
  LoadConnection(NetSocket socket, Buffer request, long until) {
    this.socket = socket;
    this.request = request;
    this.until = until;
  }

  /** The number of answers until the time is up; the connection is closed then. */
  Future<Long> run() {
    socket
        .handler(this::receive)
        .exceptionHandler(answers::tryFail)
        .closeHandler(closed -> answers.tryFail("the server closed a connection"));
    socket.write(request);
    return answers.future();
  }

  private void receive(Buffer bytes) {
    received.appendBuffer(bytes);
    var text = received.toString(ISO_8859_1);
    if (!text.startsWith(OK)) {
      answers.tryFail("not an answer: " + text);
      socket.close();
    } else if (isWhole(text)) {
      next();
    }
  }

  private void next() {
    received = Buffer.buffer();
    if (System.nanoTime() - until < 0) {
      count++;
      socket.write(request);
    } else {
      answers.tryComplete(count);
      socket.close();
    }
  }

  private static boolean isWhole(String answer) {
    var head = answer.indexOf(HEAD_END);
    if (head < 0) {
      return false;
    }
    var length = answer.indexOf(LENGTH) + LENGTH.length();
    var body = Integer.parseInt(answer, length, answer.indexOf('\r', length), 10);
    return answer.length() >= head + HEAD_END.length() + body;
  }
}
