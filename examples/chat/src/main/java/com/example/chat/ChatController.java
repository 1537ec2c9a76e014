package com.example.chat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import com.example.chat.ChatMessage.Posted;
import com.example.chat.Rooms.Room;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.annotation.SendToUser;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import org.springframework.messaging.simp.user.SimpUserRegistry;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Controller;

@Controller
class ChatController {

	private static final String NOTIFICATIONS = "/queue/notifications";

	private final SimpMessagingTemplate messaging;

	private final SimpUserRegistry users;

	private final ApplicationEventPublisher events;

	private final Rooms rooms;

	ChatController(SimpMessagingTemplate messaging, SimpUserRegistry users, ApplicationEventPublisher events,
			Rooms rooms) {
		this.messaging = messaging;
		this.users = users;
		this.events = events;
		this.rooms = rooms;
	}

	@MessageMapping("/rooms/{room}")
	void post(@DestinationVariable String room, @Payload Post post, Optional<Guest> guest) {
		Input.room(room);
		var message = new ChatMessage(author(post, guest), Input.text(post.text()), Instant.now());
		this.messaging.convertAndSend("/topic/rooms/" + room, message);
		var mention = new Notification(message.author(), message.text(), room, message.at());
		Input.mentions(message.text())
			.forEach((address) -> this.messaging.convertAndSendToUser(address, NOTIFICATIONS, mention));
		this.events.publishEvent(new Posted(room, message));
	}

	@MessageMapping("/notifications/{name}")
	void notify(@DestinationVariable String name, @Payload Post post, Optional<Guest> guest) {
		String address = Guest.address(Input.name(name));
		var notification = new Notification(author(post, guest), Input.text(post.text()), null, Instant.now());
		if (this.users.getUser(address) == null) {
			throw new InvalidInputException("Nobody called " + name + " is connected");
		}
		this.messaging.convertAndSendToUser(address, NOTIFICATIONS, notification);
	}

	/** Answers the subscriber at once; /topic/rooms then brings the changes. */
	@SubscribeMapping("/rooms")
	List<Room> rooms() {
		return this.rooms.list();
	}

	// At most once a second: after a deployment everybody comes back at the same time.
	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
	void publishRooms() {
		if (this.rooms.takeChange()) {
			this.messaging.convertAndSend("/topic/rooms", this.rooms.list());
		}
	}

	@MessageExceptionHandler
	@SendToUser(destinations = "/queue/errors", broadcast = false)
	Problem refuse(InvalidInputException ex) {
		return new Problem(ex.getMessage());
	}

	@MessageExceptionHandler({ MessageConversionException.class, MethodArgumentNotValidException.class })
	@SendToUser(destinations = "/queue/errors", broadcast = false)
	Problem unreadable() {
		return new Problem("The body must be JSON such as {\"text\": \"hello\"}");
	}

	private static String author(Post post, Optional<Guest> guest) {
		return guest.map(Guest::displayName)
			.or(() -> Optional.ofNullable(post.author()).map(Input::name))
			.orElse("anonymous");
	}

	/** What a client sends. The author counts only if the session has no name of its own. */
	record Post(String author, String text) {
	}

	record Problem(String error) {
	}

}
