package io.github.cdkspringwebsocket.companion;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;

import org.springframework.util.ReflectionUtils;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.messaging.SubProtocolWebSocketHandler;

/** How well the clients of a broker take what is sent to them. */
final class Sends {

	/** Who reads takes far less for a message. */
	private static final long SLOW_MILLIS = 1_000;

	private int slow;

	private long waitingBytes;

	private Sends() {
	}

	/** Sessions that a send hangs in, what waits behind such sends, and how many Spring has given up for that. */
	static String json(Object sessions) {
		SubProtocolWebSocketHandler handler = (SubProtocolWebSocketHandler) sessions;
		Field field = ReflectionUtils.findField(SubProtocolWebSocketHandler.class, "sessions");
		ReflectionUtils.makeAccessible(field);
		Sends sends = new Sends();
		((Map<?, ?>) ReflectionUtils.getField(field, handler)).values().forEach(sends::add);
		return "{\"slow\":" + sends.slow + ",\"waitingBytes\":" + sends.waitingBytes + ",\"givenUp\":"
				+ handler.getStats().getLimitExceededSessions() + "}";
	}

	private void add(Object holder) {
		Method method = ReflectionUtils.findMethod(holder.getClass(), "getSession");
		ReflectionUtils.makeAccessible(method);
		Object session = ReflectionUtils.invokeMethod(method, holder);
		if (session instanceof ConcurrentWebSocketSessionDecorator) {
			ConcurrentWebSocketSessionDecorator sending = (ConcurrentWebSocketSessionDecorator) session;
			this.slow += sending.getTimeSinceSendStarted() > SLOW_MILLIS ? 1 : 0;
			this.waitingBytes += sending.getBufferSize();
		}
	}

}
