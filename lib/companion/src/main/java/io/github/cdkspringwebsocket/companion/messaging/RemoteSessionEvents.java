package io.github.cdkspringwebsocket.companion.messaging;

import java.security.Principal;
import java.util.HashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.messaging.SessionConnectEvent;
import org.springframework.web.socket.messaging.SessionConnectedEvent;
import org.springframework.web.socket.messaging.SessionDisconnectEvent;
import org.springframework.web.socket.messaging.SessionSubscribeEvent;
import org.springframework.web.socket.messaging.SessionUnsubscribeEvent;

/** Tells the application of sessions on other hosts by the events that Spring publishes of its own. */
final class RemoteSessionEvents {

	private static final Log log = LogFactory.getLog(Messaging.class);

	/** By which they are told from those of this host. */
	private final RemoteSessions source;

	private final ApplicationEventPublisher publisher;

	RemoteSessionEvents(RemoteSessions source, ApplicationEventPublisher publisher) {
		this.source = source;
		this.publisher = publisher;
	}

	void connected(String id, String user) {
		Message<byte[]> connect = message(StompHeaderAccessor.create(StompCommand.CONNECT), id, user);
		StompHeaderAccessor connected = StompHeaderAccessor.create(StompCommand.CONNECTED);
		connected.setHeader(SimpMessageHeaderAccessor.CONNECT_MESSAGE_HEADER, connect);
		publish(new SessionConnectEvent(this.source, connect, principal(user)));
		publish(new SessionConnectedEvent(this.source, message(connected, id, user), principal(user)));
	}

	void subscribed(String id, String user, String subscription, String destination) {
		StompHeaderAccessor headers = StompHeaderAccessor.create(StompCommand.SUBSCRIBE);
		headers.setSubscriptionId(subscription);
		headers.setDestination(destination);
		publish(new SessionSubscribeEvent(this.source, message(headers, id, user), principal(user)));
	}

	void unsubscribed(String id, String user, String subscription) {
		StompHeaderAccessor headers = StompHeaderAccessor.create(StompCommand.UNSUBSCRIBE);
		headers.setSubscriptionId(subscription);
		publish(new SessionUnsubscribeEvent(this.source, message(headers, id, user), principal(user)));
	}

	void disconnected(String id, String user, int status) {
		Message<byte[]> message = message(StompHeaderAccessor.create(StompCommand.DISCONNECT), id, user);
		publish(new SessionDisconnectEvent(this.source, message, id, new CloseStatus(status), principal(user)));
	}

	private static Message<byte[]> message(StompHeaderAccessor headers, String id, String user) {
		headers.setSessionId(id);
		headers.setUser(principal(user));
		headers.setSessionAttributes(new HashMap<>());
		return MessageBuilder.createMessage(new byte[0], headers.getMessageHeaders());
	}

	private static Principal principal(String user) {
		return user.isEmpty() ? null : () -> user;
	}

	private void publish(ApplicationEvent event) {
		try {
			this.publisher.publishEvent(event);
		}
		catch (RuntimeException failure) {
			log.warn("A listener failed with an event of another host's session", failure);
		}
	}

}
