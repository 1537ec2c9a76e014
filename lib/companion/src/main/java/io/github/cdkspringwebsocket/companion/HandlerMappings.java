package io.github.cdkspringwebsocket.companion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.messaging.SubProtocolWebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.socket.sockjs.SockJsService;
import org.springframework.web.socket.sockjs.support.AbstractSockJsService;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;
import org.springframework.web.socket.sockjs.transport.SockJsSession;
import org.springframework.web.socket.sockjs.transport.TransportHandlingSockJsService;

/** Has every WebSocket handler that a handler mapping leads to, plain, STOMP or SockJS, tell of its sessions. */
final class HandlerMappings implements InstantiationAwareBeanPostProcessor {

	private static final Log log = LogFactory.getLog(Companion.class);

	private static final CloseStatus LEAVING = CloseStatus.GOING_AWAY.withReason(Leaving.REASON);

	private final OpenSessions sessions;

	private final ServletHandshakes handshakes;

	private final ShortBuffers buffers;

	HandlerMappings(OpenSessions sessions, ShortBuffers buffers) {
		this.sessions = sessions;
		this.handshakes = new ServletHandshakes(sessions);
		this.buffers = buffers;
	}

	/** Before the mapping looks at its own map. */
	@Override
	@SuppressWarnings("unchecked")
	public boolean postProcessAfterInstantiation(Object bean, String name) {
		try {
			if (bean instanceof SimpleUrlHandlerMapping) {
				Map<String, Object> handlers = (Map<String, Object>) ((SimpleUrlHandlerMapping) bean).getUrlMap();
				handlers.replaceAll((path, handler) -> telling(handler));
			}
		}
		catch (Throwable problem) {
			log.warn("The host's companion does not see the sessions of " + name + ": " + problem);
		}
		return true;
	}

	/** Subclasses stay as they are: nobody knows what else they do. */
	private Object telling(Object handler) {
		if (handler.getClass() == WebSocketHttpRequestHandler.class) {
			this.sessions.watched();
			WebSocketHttpRequestHandler plain = (WebSocketHttpRequestHandler) handler;
			WebSocketHttpRequestHandler telling = new WebSocketHttpRequestHandler(new Telling(plain.getWebSocketHandler(), true),
					this.buffers == null ? plain.getHandshakeHandler() : this.buffers.of(plain.getHandshakeHandler()));
			telling.setHandshakeInterceptors(withOurs(plain.getHandshakeInterceptors()));
			return telling;
		}
		if (handler.getClass() == SockJsHttpRequestHandler.class) {
			this.sessions.watched();
			SockJsHttpRequestHandler sockJs = (SockJsHttpRequestHandler) handler;
			if (sockJs.getSockJsService() instanceof TransportHandlingSockJsService) {
				TransportHandlingSockJsService handling = (TransportHandlingSockJsService) sockJs.getSockJsService();
				handling.setHandshakeInterceptors(withOurs(handling.getHandshakeInterceptors()));
				if (this.buffers != null) {
					this.buffers.into(handling);
				}
			}
			SockJsService service = sockJs.getSockJsService();
			boolean offered = !(service instanceof AbstractSockJsService) || ((AbstractSockJsService) service).isWebSocketEnabled();
			return new SockJsHttpRequestHandler(service, new Telling(sockJs.getWebSocketHandler(), offered));
		}
		return handler;
	}

	/** Ours comes first: what others refuse counts too. */
	private List<HandshakeInterceptor> withOurs(List<HandshakeInterceptor> theirs) {
		List<HandshakeInterceptor> all = new ArrayList<>(theirs);
		if (!all.contains(this.handshakes)) {
			all.add(0, this.handshakes);
		}
		return all;
	}

	private static String transport(WebSocketSession session) {
		if (!(session instanceof SockJsSession)) {
			return "websocket";
		}
		String name = session.getClass().getSimpleName();
		return name.startsWith("WebSocket") ? "sockjs-websocket" : name.contains("Streaming") ? "sockjs-streaming" : "sockjs-polling";
	}

	private final class Telling extends WebSocketHandlerDecorator {

		private final boolean stomp;

		/** Whether its clients may have a WebSocket. */
		private final boolean offered;

		Telling(WebSocketHandler handler, boolean offered) {
			super(handler);
			this.offered = offered;
			this.stomp = WebSocketHandlerDecorator.unwrap(handler) instanceof SubProtocolWebSocketHandler;
		}

		@Override
		public void afterConnectionEstablished(WebSocketSession session) throws Exception {
			String kind = transport(session) + (this.stomp ? " stomp" : "");
			if (OpenSessions.isFallback(kind)) {
				HandlerMappings.this.sessions.handshakes().fellBack(this.offered);
			}
			else {
				HandlerMappings.this.sessions.handshakes().opened(session.getHandshakeHeaders());
			}
			HandlerMappings.this.sessions.opened(session, kind, () -> session.close(LEAVING));
			super.afterConnectionEstablished(session);
			if (HandlerMappings.this.sessions.isClosed()) {
				HandlerMappings.this.sessions.end(session);
			}
		}

		@Override
		public void afterConnectionClosed(WebSocketSession session, CloseStatus status) throws Exception {
			HandlerMappings.this.sessions.ended(session);
			if (!Arrival.isOwn(session.getHandshakeHeaders())) {
				HandlerMappings.this.sessions.closed(status.getCode());
			}
			super.afterConnectionClosed(session, status);
		}

	}

}
