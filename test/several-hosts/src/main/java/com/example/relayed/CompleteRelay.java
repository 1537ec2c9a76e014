package com.example.relayed;

import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

@EnableWebSocketMessageBroker
class CompleteRelay implements WebSocketMessageBrokerConfigurer {

	@Override
	public void registerStompEndpoints(StompEndpointRegistry registry) {
		registry.addEndpoint("/ws");
	}

	@Override
	public void configureMessageBroker(MessageBrokerRegistry registry) {
		registry.enableStompBrokerRelay("/topic", "/queue")
			.setClientLogin(System.getenv("STOMP_BROKER_LOGIN"))
			.setClientPasscode(System.getenv("STOMP_BROKER_PASSCODE"))
			.setSystemLogin(System.getenv("STOMP_BROKER_LOGIN"))
			.setSystemPasscode(System.getenv("STOMP_BROKER_PASSCODE"))
			.setSystemHeartbeatSendInterval(20_000)
			.setUserDestinationBroadcast("/topic/unresolved-user-destination")
			.setUserRegistryBroadcast("/topic/simp-user-registry");
	}

}
