package com.example.app;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.messaging.tcp.TcpOperations;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketTransportRegistration;
import org.springframework.web.util.UriComponentsBuilder;

/** STOMP without SockJS at /ws, and with SockJS behind two kinds of login. */
@Configuration
@EnableWebSocketMessageBroker
class StompEndpoints implements WebSocketMessageBrokerConfigurer {

	@Value("${app.message-size-limit:65536}")
	private int messageSizeLimit;

	@Value("${app.relay:false}")
	private boolean relay;

	@Override
	public void configureWebSocketTransport(WebSocketTransportRegistration registration) {
		registration.setMessageSizeLimit(this.messageSizeLimit);
	}

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
		if (this.relay) {
			registry.enableStompBrokerRelay("/topic", "/queue").setTcpClient(unconnected());
		}
		else {
			registry.enableSimpleBroker("/topic", "/queue");
		}
	}

	/** A connection to a broker that never comes about. */
	@SuppressWarnings("unchecked")
	private static TcpOperations<byte[]> unconnected() {
		return (TcpOperations<byte[]>) Proxy.newProxyInstance(StompEndpoints.class.getClassLoader(), new Class<?>[] { TcpOperations.class },
				(proxy, method, arguments) -> method.getReturnType() == String.class ? "unconnected" : new CompletableFuture<Void>());
	}

}
