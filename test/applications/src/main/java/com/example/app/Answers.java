package com.example.app;

import java.io.IOException;
import java.security.Principal;

import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.util.UriComponentsBuilder;

@RestController
class Answers {

	/** Plain text, as an application takes it that knows no JSON. */
	@MessageMapping("/echo")
	@SendTo("/topic/echo")
	String echo(String message) {
		return message;
	}

	@MessageMapping("/slow")
	void slow() throws InterruptedException {
		Thread.sleep(2000);
	}

	/** Only for who is logged in. */
	@MessageMapping("/to-all")
	@SendTo("/topic/echo")
	String toAll(String message, Principal sender) {
		return sender.getName() + message;
	}

	@MessageMapping("/throws")
	@SendTo("/topic/echo")
	String throwing(String message) {
		throw new IllegalStateException("the room is closed", new IllegalArgumentException("room 7 of 5"));
	}

	/** An event stream whose first event comes at once and which then stays open. */
	@GetMapping("/events")
	SseEmitter events() throws IOException {
		SseEmitter emitter = new SseEmitter(60_000L);
		emitter.send("first");
		return emitter;
	}

	/** Who is asking, and by which address, as Spring sees it: "https://api.example.com:8443 uri=/who;client=203.0.113.9". */
	@GetMapping("/who")
	String who(UriComponentsBuilder address, WebRequest request) {
		return address.toUriString() + " " + request.getDescription(true);
	}

}
