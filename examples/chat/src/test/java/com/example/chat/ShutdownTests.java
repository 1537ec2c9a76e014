package com.example.chat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

class ShutdownTests {

	private final HttpClient http = HttpClient.newHttpClient();

	@Test
	void clientsAreToldAndStreamsDoNotHoldUpTheEnd() throws Exception {
		var application = SpringApplication.run(ChatApplication.class, "--server.port=0");
		String address = "127.0.0.1:" + application.getEnvironment().getProperty("local.server.port");

		var closeCode = new CompletableFuture<Integer>();
		this.http.newWebSocketBuilder()
			.buildAsync(URI.create("ws://" + address + "/ws-stomp/websocket"), new WebSocket.Listener() {

				@Override
				public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
					closeCode.complete(code);
					return null;
				}

			})
			.get(5, TimeUnit.SECONDS);

		var streaming = this.http
			.send(HttpRequest.newBuilder(URI.create("http://" + address + "/ws-stomp/000/abc/xhr_streaming"))
				.POST(BodyPublishers.noBody())
				.build(), BodyHandlers.ofLines())
			.body()
			.iterator();
		assertThat(streaming.next()).matches("h+");
		assertThat(streaming.next()).isEqualTo("o");

		this.http.send(HttpRequest.newBuilder(URI.create("http://" + address + "/api/notifications")).build(),
				BodyHandlers.ofInputStream());

		assertTimeout(Duration.ofSeconds(5), application::close);
		assertThat(closeCode.get(5, TimeUnit.SECONDS)).isEqualTo(1001);
		assertThat(streaming.next()).isEqualTo("c[1001,\"\"]");
	}

}
