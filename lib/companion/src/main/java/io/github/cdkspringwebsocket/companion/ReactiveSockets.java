package io.github.cdkspringwebsocket.companion;

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

/** Has the WebSocket handlers of Spring WebFlux tell of their sessions. */
final class ReactiveSockets implements BeanPostProcessor {

	private static final Log log = LogFactory.getLog(Companion.class);

	private static final CloseStatus LEAVING = CloseStatus.GOING_AWAY.withReason(Leaving.REASON);

	private final OpenSessions sessions;

	ReactiveSockets(OpenSessions sessions) {
		this.sessions = sessions;
	}

	/** Subclasses stay as they are: nobody knows what else they do. */
	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		if (bean.getClass() != WebSocketHandlerAdapter.class) {
			return bean;
		}
		try {
			WebSocketHandlerAdapter adapter = (WebSocketHandlerAdapter) bean;
			WebSocketHandlerAdapter telling = new WebSocketHandlerAdapter(telling(adapter.getWebSocketService()));
			telling.setOrder(adapter.getOrder());
			return telling;
		}
		catch (Throwable problem) {
			log.warn("The host's companion does not see the sessions of " + name + ": " + problem);
			return bean;
		}
	}

	private WebSocketService telling(WebSocketService service) {
		return (exchange, handler) -> this.sessions.ask(exchange.getRequest().getHeaders())
				? service.handleRequest(exchange, new Telling(handler)) : refuse(exchange);
	}

	/** The parameter of setStatusCode is of another type since Spring 6. */
	private static Mono<Void> refuse(ServerWebExchange exchange) {
		exchange.getResponse().setRawStatusCode(503);
		return exchange.getResponse().setComplete();
	}

	private final class Telling implements WebSocketHandler {

		private final WebSocketHandler handler;

		Telling(WebSocketHandler handler) {
			this.handler = handler;
		}

		@Override
		public List<String> getSubProtocols() {
			return this.handler.getSubProtocols();
		}

		@Override
		public Mono<Void> handle(WebSocketSession session) {
			OpenSessions open = ReactiveSockets.this.sessions;
			open.watched();
			open.handshakes().opened(session.getHandshakeInfo().getHeaders());
			open.opened(session, "websocket", () -> session.close(LEAVING).block());
			if (open.isClosed()) {
				return session.close(LEAVING).doFinally((signal) -> open.ended(session));
			}
			return this.handler.handle(session).doFinally((signal) -> open.ended(session));
		}

	}

}
