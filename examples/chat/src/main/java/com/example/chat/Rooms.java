package com.example.chat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.context.event.EventListener;
import org.springframework.messaging.MessageHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.messaging.SessionDisconnectEvent;
import org.springframework.web.socket.messaging.SessionSubscribeEvent;
import org.springframework.web.socket.messaging.SessionUnsubscribeEvent;

import static org.springframework.messaging.simp.SimpMessageHeaderAccessor.getDestination;
import static org.springframework.messaging.simp.SimpMessageHeaderAccessor.getSessionId;
import static org.springframework.messaging.simp.SimpMessageHeaderAccessor.getSubscriptionId;

/**
 * Who is in which room: a session is in a room while it is subscribed to it.
 */
@Component
class Rooms {

	private static final String PREFIX = "/topic/rooms/";

	private final Map<String, Map<String, String>> roomsBySession = new ConcurrentHashMap<>();

	private final AtomicBoolean changed = new AtomicBoolean();

	List<Room> list() {
		return this.roomsBySession.values()
			.stream()
			.flatMap((subscriptions) -> subscriptions.values().stream().distinct())
			.collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()))
			.entrySet()
			.stream()
			.map((room) -> new Room(room.getKey(), room.getValue()))
			.toList();
	}

	/** Whether the list has changed since the last call. */
	boolean takeChange() {
		return this.changed.getAndSet(false);
	}

	@EventListener
	void joined(SessionSubscribeEvent event) {
		MessageHeaders headers = event.getMessage().getHeaders();
		String destination = getDestination(headers);
		if (destination.startsWith(PREFIX) && Input.isRoom(destination.substring(PREFIX.length()))) {
			this.roomsBySession.computeIfAbsent(getSessionId(headers), (id) -> new ConcurrentHashMap<>())
				.put(getSubscriptionId(headers), destination.substring(PREFIX.length()));
			this.changed.set(true);
		}
	}

	@EventListener
	void left(SessionUnsubscribeEvent event) {
		MessageHeaders headers = event.getMessage().getHeaders();
		var rooms = this.roomsBySession.get(getSessionId(headers));
		if (rooms != null && rooms.remove(getSubscriptionId(headers)) != null) {
			this.changed.set(true);
		}
	}

	@EventListener
	void disconnected(SessionDisconnectEvent event) {
		if (this.roomsBySession.remove(event.getSessionId()) != null) {
			this.changed.set(true);
		}
	}

	record Room(String name, long people) {
	}

}
