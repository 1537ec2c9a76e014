package com.example.app;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.server.standard.ServerEndpointExporter;

import %[ee].websocket.OnMessage;
import %[ee].websocket.server.ServerEndpoint;

/** A WebSocket of the server's own, of which Spring knows nothing. */
@ServerEndpoint("/endpoint")
public class ServerSocket {

	@OnMessage
	public String echo(String message) {
		return message;
	}

	@Configuration
	@ConditionalOnProperty("app.server-endpoint")
	static class Registered {

		@Bean
		ServerEndpointExporter exporter() {
			ServerEndpointExporter exporter = new ServerEndpointExporter();
			exporter.setAnnotatedEndpointClasses(ServerSocket.class);
			return exporter;
		}

	}

}
