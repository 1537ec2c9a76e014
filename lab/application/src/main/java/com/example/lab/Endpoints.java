package com.example.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** An echo, and what this version is made from. */
@Configuration
@EnableWebSocket
class Endpoints implements WebSocketConfigurer {

	@Override
	public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
		registry.addHandler(new Echo(), "/echo");
	}

	static class Echo extends TextWebSocketHandler {

		@Override
		protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
			session.sendMessage(message);
		}

	}

	@RestController
	static class About {

		private final Map<String, String> about;

		About(@Value("${greeting:none}") String greeting, @Value("${TOKEN:none}") String token) throws IOException {
			String version = new ClassPathResource("version.txt").getContentAsString(StandardCharsets.UTF_8).trim();
			this.about = Map.of("version", version, "greeting", greeting, "token", token);
		}

		@GetMapping("/about")
		Map<String, String> about() {
			return this.about;
		}

	}

}
