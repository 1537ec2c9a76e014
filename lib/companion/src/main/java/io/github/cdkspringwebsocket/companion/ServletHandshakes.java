package io.github.cdkspringwebsocket.companion;

import java.lang.reflect.Method;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** Counts the handshakes of servlet applications, and refuses those that come when the application ends. */
final class ServletHandshakes implements HandshakeInterceptor {

	private final OpenSessions sessions;

	ServletHandshakes(OpenSessions sessions) {
		this.sessions = sessions;
	}

	@Override
	public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
			Map<String, Object> attributes) {
		boolean welcome = this.sessions.ask(request.getHeaders());
		if (!welcome) {
			refuse(response);
		}
		return welcome;
	}

	/** The parameter of setStatusCode is of another type since Spring 6, which HttpStatus is as well. */
	private static void refuse(ServerHttpResponse response) {
		for (Method method : ServerHttpResponse.class.getMethods()) {
			if (method.getName().equals("setStatusCode") && method.getParameterTypes()[0].isInstance(HttpStatus.SERVICE_UNAVAILABLE)) {
				ReflectionUtils.invokeMethod(method, response, HttpStatus.SERVICE_UNAVAILABLE);
			}
		}
	}

	@Override
	public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler, Exception problem) {
		if (!Arrival.isOwn(request.getHeaders())) {
			this.sessions.handshakes().ended(response, problem);
		}
	}

}
