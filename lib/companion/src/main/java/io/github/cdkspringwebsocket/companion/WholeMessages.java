package io.github.cdkspringwebsocket.companion;

import java.nio.ByteBuffer;

import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/**
 * One session of Tomcat's with buffers for a short message. A longer one comes in parts, and is put together here, up to the limit
 * that the application has set.
 */
final class WholeMessages extends WebSocketHandlerDecorator {

	private final MessageLimit texts;

	private final MessageLimit binaries;

	private StringBuilder text = new StringBuilder(0);

	private ByteBuffer binary = ByteBuffer.allocate(0);

	private boolean isTomcats;

	private boolean refused;

	WholeMessages(WebSocketHandler handler, int buffer) {
		super(handler);
		this.texts = new MessageLimit(buffer);
		this.binaries = new MessageLimit(buffer);
	}

	@Override
	public boolean supportsPartialMessages() {
		return true;
	}

	@Override
	public void afterConnectionEstablished(WebSocketSession session) throws Exception {
		Object tomcats = ((NativeWebSocketSession) session).getNativeSession();
		this.isTomcats = TomcatBuffers.has(tomcats);
		if (this.isTomcats) {
			TomcatBuffers.shrink(tomcats, this.texts.buffer());
		}
		super.afterConnectionEstablished(session);
		shorten(session);
	}

	@Override
	public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) throws Exception {
		if (this.refused) {
			return;
		}
		if (message instanceof TextMessage) {
			text(session, (TextMessage) message);
		}
		else if (message instanceof BinaryMessage) {
			binary(session, (BinaryMessage) message);
		}
		else {
			super.handleMessage(session, message);
		}
	}

	private void text(WebSocketSession session, TextMessage part) throws Exception {
		if (part.isLast() && this.text.length() == 0) {
			whole(session, part);
		}
		else if (this.text.length() + part.getPayload().length() > this.texts.longest()) {
			refuse(session, this.texts.longest() + " characters");
		}
		else {
			this.text.append(part.getPayload());
			if (part.isLast()) {
				TextMessage whole = new TextMessage(this.text);
				this.text = new StringBuilder(0);
				whole(session, whole);
			}
		}
	}

	private void binary(WebSocketSession session, BinaryMessage part) throws Exception {
		if (part.isLast() && this.binary.position() == 0) {
			whole(session, part);
		}
		else if (this.binary.position() + part.getPayloadLength() > this.binaries.longest()) {
			refuse(session, this.binaries.longest() + " bytes");
		}
		else {
			append(part.getPayload());
			if (part.isLast()) {
				this.binary.flip();
				BinaryMessage whole = new BinaryMessage(this.binary);
				this.binary = ByteBuffer.allocate(0);
				whole(session, whole);
			}
		}
	}

	private void append(ByteBuffer part) {
		int length = this.binary.position() + part.remaining();
		if (length > this.binary.capacity()) {
			this.binary.flip();
			this.binary = ByteBuffer.allocate(Math.min(this.binaries.longest(), 2 * length)).put(this.binary);
		}
		this.binary.put(part);
	}

	private void whole(WebSocketSession session, WebSocketMessage<?> message) throws Exception {
		super.handleMessage(session, message);
		shorten(session);
	}

	/** As Tomcat would have: with each message it makes room for the session's limit, whatever that is by then. */
	private void shorten(WebSocketSession session) {
		if (this.isTomcats && session.isOpen()) {
			session.setTextMessageSizeLimit(this.texts.shorten(session.getTextMessageSizeLimit()));
			session.setBinaryMessageSizeLimit(this.binaries.shorten(session.getBinaryMessageSizeLimit()));
		}
	}

	private void refuse(WebSocketSession session, String longest) throws Exception {
		this.refused = true;
		session.close(CloseStatus.TOO_BIG_TO_PROCESS.withReason("The message is longer than the " + longest + " that the application takes"));
	}

}
