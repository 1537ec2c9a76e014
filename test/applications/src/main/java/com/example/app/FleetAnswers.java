package com.example.app;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

import org.springframework.context.event.EventListener;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.annotation.SendToUser;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import org.springframework.messaging.simp.user.SimpUser;
import org.springframework.messaging.simp.user.SimpUserRegistry;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.socket.messaging.AbstractSubProtocolEvent;

/** What an application does with users, sessions and answers. */
@RestController
class FleetAnswers {

	private final SimpMessagingTemplate messaging;

	private final SimpUserRegistry users;

	private final Map<String, Integer> events = new ConcurrentSkipListMap<>();

	FleetAnswers(SimpMessagingTemplate messaging, SimpUserRegistry users) {
		this.messaging = messaging;
		this.users = users;
	}

	@MessageMapping("/whisper/{name}")
	void whisper(@DestinationVariable("name") String name, String text) {
		this.messaging.convertAndSendToUser(name, "/queue/whispers", text);
	}

	/** The session may be another host's. */
	@MessageMapping("/whisper/{name}/{session}")
	void whisper(@DestinationVariable("name") String name, @DestinationVariable("session") String session, String text) {
		SimpMessageHeaderAccessor headers = SimpMessageHeaderAccessor.create(SimpMessageType.MESSAGE);
		headers.setSessionId(session);
		headers.setLeaveMutable(true);
		this.messaging.convertAndSendToUser(name, "/queue/whispers", text, headers.getMessageHeaders());
	}

	@MessageMapping("/session")
	void session(@Header("simpSessionId") String session) {
		this.messaging.convertAndSend("/topic/sessions", session);
	}

	@MessageMapping("/one-tab")
	@SendToUser(destinations = "/queue/whispers", broadcast = false)
	String oneTab(String text) {
		return text;
	}

	@MessageMapping("/all-tabs")
	@SendToUser("/queue/whispers")
	String allTabs(String text) {
		return text;
	}

	@MessageMapping("/tick")
	void tick(String text) {
		this.messaging.convertAndSend("/topic/ticks", text);
	}

	@SubscribeMapping("/question")
	String question() {
		return "answer";
	}

	/** As "1 [ada:2] 1": how many users, each with the number of sessions, and how many listen for ids of sessions. */
	@GetMapping("/users")
	String users() {
		List<String> lines = this.users.getUsers().stream().map(FleetAnswers::line).sorted().toList();
		return this.users.getUserCount() + " " + lines + " "
				+ this.users.findSubscriptions((each) -> each.getDestination().equals("/topic/sessions")).size();
	}

	private static String line(SimpUser user) {
		return user.getName() + ":" + user.getSessions().size();
	}

	@EventListener
	void heard(AbstractSubProtocolEvent event) {
		this.events.merge(event.getClass().getSimpleName().replaceAll("^Session|Event$", ""), 1, Integer::sum);
	}

	@GetMapping("/heard")
	String heard() {
		return this.events.toString();
	}

}
