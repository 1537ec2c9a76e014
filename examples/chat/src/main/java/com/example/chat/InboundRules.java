package com.example.chat;

import java.util.Set;
import java.util.regex.Pattern;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;

/**
 * Names each session from the login header of its CONNECT frame, which works on every
 * SockJS transport, and keeps clients to the destinations meant for them. A refused frame is
 * answered with ERROR and the connection ends.
 */
class InboundRules implements ChannelInterceptor {

	private static final Pattern SESSION_ID = Pattern.compile("[A-Za-z0-9_-]+");

	// Not all of /topic: with a broker relay it has what hosts tell each other about persons.
	private static final Pattern ROOMS = Pattern.compile("/topic/rooms(/[A-Za-z0-9_*-]+)?");

	private static final Set<String> PERSONAL_QUEUES = Set.of("/user/queue/notifications", "/user/queue/errors");

	@Override
	public Message<?> preSend(Message<?> message, MessageChannel channel) {
		var frame = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
		if (frame != null && frame.getCommand() != null) {
			check(frame, frame.getCommand());
		}
		return message;
	}

	private void check(StompHeaderAccessor frame, StompCommand command) {
		switch (command) {
			case CONNECT, STOMP -> connect(frame);
			// The broker would pass on a message sent straight to its topics and queues.
			case SEND -> allow(frame, String.valueOf(frame.getDestination()).startsWith("/app/"));
			// The broker understands wildcards: /queue/** would be everybody's notifications.
			case SUBSCRIBE -> allow(frame, maySubscribe(String.valueOf(frame.getDestination())));
			default -> {
			}
		}
	}

	private void connect(StompHeaderAccessor frame) {
		// SockJS clients choose their session id, and it becomes part of the names of their
		// personal queues.
		if (!SESSION_ID.matcher(String.valueOf(frame.getSessionId())).matches()) {
			throw new InvalidInputException("The session id has characters other than letters, digits, - and _");
		}
		String login = frame.getLogin();
		if (login != null && !login.isEmpty()) {
			frame.setUser(new Guest(Input.name(login)));
		}
	}

	private static boolean maySubscribe(String destination) {
		return ROOMS.matcher(destination).matches() || destination.startsWith("/app/")
				|| PERSONAL_QUEUES.contains(destination);
	}

	private static void allow(StompHeaderAccessor frame, boolean allowed) {
		if (!allowed) {
			throw new InvalidInputException(frame.getCommand() + " is not allowed to " + frame.getDestination());
		}
	}

}
