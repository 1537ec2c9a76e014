package com.example.app;

import java.time.Duration;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;

import reactor.core.publisher.Flux;

/** WebSockets of Spring WebFlux on Reactor Netty: neither STOMP nor SockJS. */
@RestController
@SpringBootApplication
public class Application {

	public static void main(String[] args) {
		SpringApplication.run(Application.class, args);
	}

	@Bean
	HandlerMapping sockets() {
		WebSocketHandler echo = (session) -> session.send(session.receive().doOnNext(WebSocketMessage::retain));
		return new SimpleUrlHandlerMapping(Map.of("/raw", echo), -1);
	}

	/** An event stream whose first event comes at once. */
	@GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<String> events() {
		return Flux.interval(Duration.ZERO, Duration.ofSeconds(60)).map((count) -> "first");
	}

	/** Who is asking, as Spring sees it: "https://api.example.com/who 203.0.113.9". */
	@GetMapping("/who")
	String who(ServerHttpRequest request) {
		return request.getURI() + " " + request.getRemoteAddress().getHostString();
	}

}
