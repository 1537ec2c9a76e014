package com.example.app;

import java.util.Map;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** SockJS as applications declare it, rightly and wrongly. */
@Configuration
@EnableWebSocketMessageBroker
class SockJsEndpoints implements WebSocketMessageBrokerConfigurer {

	@Override
	public void registerStompEndpoints(StompEndpointRegistry registry) {
		registry.addEndpoint("/sockjs").withSockJS();
		registry.addEndpoint("/sockjs-for-all").setAllowedOriginPatterns("*").withSockJS();
		registry.addEndpoint("/sockjs-star").setAllowedOrigins("*").withSockJS();
		registry.addEndpoint("/sockjs-listed").setAllowedOrigins("https://app.example.com").withSockJS();
		registry.addEndpoint("/sockjs-without-websocket").withSockJS().setWebSocketEnabled(false);
		registry.addEndpoint("/api/sockjs-elsewhere").withSockJS();
		registry.addEndpoint("/sockjs-slow").addInterceptors(new Slow()).withSockJS();
		registry.addEndpoint("/sockjs-underscore").addInterceptors(new Login((request) -> request.getHeaders().getFirst("X_Token"))).withSockJS();
		registry.addEndpoint("/sockjs-posts-refused").addInterceptors(new PostsRefused()).withSockJS();
		registry.addEndpoint("/ws-for-all").setAllowedOriginPatterns("*");
	}

	/** Takes its time for the one handshake that a browser is impatient about. */
	private static class Slow extends Interceptor {

		@Override
		public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler, Map<String, Object> attributes) throws Exception {
			if (request.getURI().getPath().endsWith("/websocket")) {
				Thread.sleep(4000);
			}
			return true;
		}

	}

	/** As Spring Security's CSRF filter does with a POST that brings no token. */
	private static class PostsRefused extends Interceptor {

		@Override
		public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler, Map<String, Object> attributes) {
			boolean post = "POST".equals(request.getMethod().name());
			if (post) {
				response.setStatusCode(HttpStatus.FORBIDDEN);
			}
			return !post;
		}

	}

	private abstract static class Interceptor implements HandshakeInterceptor {

		@Override
		public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler, Exception exception) {
		}

	}

}
