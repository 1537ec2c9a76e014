package com.example.chat;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.messaging.support.MessageHeaderAccessor;

/**
 * What destinations are called at the broker, so that clients need not know which one it is.
 * Names have dots: RabbitMQ ends a session that uses a second slash. Personal queues are
 * topics: on RabbitMQ a queue would outlive its session for ever. The list of rooms, which
 * each host counts for its own clients, is a topic for each host.
 */
class BrokerDestinations implements ChannelInterceptor {

	private static final String TOPIC = "/topic/";

	private static final String QUEUE = "/queue/";

	private final String ofThisHost;

	BrokerDestinations(String host) {
		this.ofThisHost = TOPIC + "rooms-on." + host.replaceAll("[^A-Za-z0-9_-]", "-");
	}

	@Override
	public Message<?> preSend(Message<?> message, MessageChannel channel) {
		String destination = SimpMessageHeaderAccessor.getDestination(message.getHeaders());
		String name = (destination != null) ? atBroker(destination) : null;
		return (name == null || name.equals(destination)) ? message : renamed(message, name);
	}

	String atBroker(String destination) {
		if (destination.equals("/topic/rooms")) {
			return this.ofThisHost;
		}
		if (destination.startsWith(TOPIC)) {
			return TOPIC + destination.substring(TOPIC.length()).replace('/', '.');
		}
		if (destination.startsWith(QUEUE)) {
			return TOPIC + "queue." + destination.substring(QUEUE.length()).replace('/', '.');
		}
		return destination;
	}

	/** A copy: Spring's events about the message keep the name that the client gave. */
	private static Message<?> renamed(Message<?> message, String destination) {
		var given = MessageHeaderAccessor.getAccessor(message, SimpMessageHeaderAccessor.class);
		var headers = (given instanceof StompHeaderAccessor) ? StompHeaderAccessor.wrap(message)
				: SimpMessageHeaderAccessor.wrap(message);
		headers.setDestination(destination);
		headers.setLeaveMutable(true);
		return MessageBuilder.createMessage(message.getPayload(), headers.getMessageHeaders());
	}

}
