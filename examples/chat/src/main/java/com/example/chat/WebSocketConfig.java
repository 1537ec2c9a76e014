package com.example.chat;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

// Before the configurations of brokers: its rules see the destinations that clients name.
@Order(0)
@Configuration(proxyBeanMethods = false)
@EnableWebSocketMessageBroker
class WebSocketConfig implements WebSocketMessageBrokerConfigurer {

	private final ChatProperties properties;

	WebSocketConfig(ChatProperties properties) {
		this.properties = properties;
	}

	@Override
	public void registerStompEndpoints(StompEndpointRegistry registry) {
		var endpoint = registry.addEndpoint("/ws-stomp");
		if (!this.properties.allowedOrigins().isEmpty()) {
			// Patterns also take exact origins; setAllowedOrigins("*") would refuse SockJS.
			endpoint.setAllowedOriginPatterns(this.properties.allowedOrigins().toArray(String[]::new));
		}
		// The default of 5 s ends a polling session when a phone sleeps for a moment.
		endpoint.withSockJS().setDisconnectDelay(30_000);
	}

	@Override
	public void configureMessageBroker(MessageBrokerRegistry registry) {
		registry.setApplicationDestinationPrefixes("/app");
		registry.setPreservePublishOrder(true);
	}

	@Override
	public void configureClientInboundChannel(ChannelRegistration registration) {
		registration.interceptors(new InboundRules());
		// One thread keeps the messages of a person in order, and nothing here makes it wait.
		// setPreserveReceiveOrder(true) would also do, but then refused frames get no ERROR and
		// a person with two sessions gets notifications in only one of them.
		registration.taskExecutor().corePoolSize(1);
	}

}
