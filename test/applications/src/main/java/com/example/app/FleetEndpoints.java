package com.example.app;

import java.security.Principal;
import java.util.Map;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.ExecutorChannelInterceptor;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.util.UriComponentsBuilder;

/** STOMP at /fleet for whom the query names, such as /fleet?user=ada; without a name for anybody. */
@Configuration
class FleetEndpoints implements WebSocketMessageBrokerConfigurer {

	@Value("${app.ordered:false}")
	private boolean ordered;

	@Value("${app.refuses-late:false}")
	private boolean refusesLate;

	@Override
	public void registerStompEndpoints(StompEndpointRegistry registry) {
		registry.addEndpoint("/fleet").setHandshakeHandler(new DefaultHandshakeHandler() {
			@Override
			protected Principal determineUser(ServerHttpRequest request, WebSocketHandler handler, Map<String, Object> attributes) {
				String name = UriComponentsBuilder.fromUri(request.getURI()).build().getQueryParams().getFirst("user");
				return name == null ? null : () -> name;
			}
		});
	}

	@Override
	public void configureMessageBroker(MessageBrokerRegistry registry) {
		if (this.ordered) {
			registry.setPreservePublishOrder(true);
		}
	}

	/** What clients may not send to. */
	@Override
	public void configureClientInboundChannel(ChannelRegistration registration) {
		registration.interceptors(this.refusesLate ? new ExecutorChannelInterceptor() {
			@Override
			public Message<?> beforeHandle(Message<?> message, MessageChannel channel, MessageHandler handler) {
				return isRefused(message) ? null : message;
			}
		} : new ChannelInterceptor() {
			@Override
			public Message<?> preSend(Message<?> message, MessageChannel channel) {
				return isRefused(message) ? null : message;
			}
		});
		if (this.ordered) {
			registration.taskExecutor().corePoolSize(1);
		}
	}

	private static boolean isRefused(Message<?> message) {
		return "/topic/refused".equals(SimpMessageHeaderAccessor.getDestination(message.getHeaders()));
	}

}
