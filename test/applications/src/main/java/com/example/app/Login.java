package com.example.app;

import java.util.Map;
import java.util.function.Function;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** Lets only those in who know the token. */
class Login implements HandshakeInterceptor {

	private final Function<ServerHttpRequest, String> token;

	Login(Function<ServerHttpRequest, String> token) {
		this.token = token;
	}

	@Override
	public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler, Map<String, Object> attributes) {
		boolean known = "secret".equals(this.token.apply(request));
		if (!known) {
			response.setStatusCode(HttpStatus.UNAUTHORIZED);
		}
		return known;
	}

	@Override
	public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler, Exception exception) {
	}

}
