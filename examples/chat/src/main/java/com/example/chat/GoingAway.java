package com.example.chat;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.Lifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;

/**
 * Closes every socket with 1001 (going away) as soon as the application is told to stop, so
 * that clients reconnect elsewhere at once. By default the web server stops first: sockets
 * break with 1006, and one open SockJS stream holds up the shutdown for 30 s.
 * {@code WebSocketMessageBrokerConfigurer.getPhase()} could change that order, but then the
 * broker would also start after the port is open.
 */
@Component
class GoingAway {

	private final Lifecycle sockets;

	GoingAway(@Qualifier("subProtocolWebSocketHandler") WebSocketHandler sockets) {
		this.sockets = (Lifecycle) sockets;
	}

	@EventListener(ContextClosedEvent.class)
	void close() {
		this.sockets.stop();
	}

}
