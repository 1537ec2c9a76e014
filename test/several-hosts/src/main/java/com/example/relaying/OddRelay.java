package com.example.relaying;

import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

@EnableWebSocketMessageBroker
class OddRelay implements WebSocketMessageBrokerConfigurer {

	@Override
	public void registerStompEndpoints(StompEndpointRegistry registry) {
		registry.addEndpoint("/ws");
	}

	@Override
	public void configureMessageBroker(MessageBrokerRegistry registry) {
		registry.enableStompBrokerRelay("/topic", "/queue")
			.setRelayHost("rabbit.internal")
			.setSystemHeartbeatReceiveInterval(0)
			.setUserDestinationBroadcast("/topic/unresolved-user-destination");
	}

	@MessageMapping("/greet")
	@SendTo("/topic/rooms/lobby")
	String greet() {
		return "/topic/one.name";
	}

	void say(SimpMessagingTemplate template, @DestinationVariable String room) {
		template.convertAndSend("/topic/rooms/" + room + "/messages", "hello");
	}

}
