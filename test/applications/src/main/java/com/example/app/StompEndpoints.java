package com.example.app;

import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.util.UriComponentsBuilder;

/** STOMP without SockJS at /ws, and with SockJS behind two kinds of login. */
@Configuration
@EnableWebSocketMessageBroker
class StompEndpoints implements WebSocketMessageBrokerConfigurer {

	@Override
	public void registerStompEndpoints(StompEndpointRegistry registry) {
		registry.addEndpoint("/ws");
		registry.addEndpoint("/with-query").addInterceptors(new Login((request) ->
			UriComponentsBuilder.fromUri(request.getURI()).build().getQueryParams().getFirst("token"))).withSockJS();
		registry.addEndpoint("/with-header").addInterceptors(new Login((request) ->
			request.getHeaders().getFirst("X-Token"))).withSockJS();
	}

	@Override
	public void configureMessageBroker(MessageBrokerRegistry registry) {
		registry.setApplicationDestinationPrefixes("/app");
		registry.enableSimpleBroker("/topic");
	}

}
