package com.example.chat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class HttpTests {

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	int port;

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness" })
	void healthIsUp(String path) throws Exception {
		var response = this.http.send(get(path), BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("\"status\":\"UP\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/webjars/sockjs-client/dist/sockjs.min.js",
			"/webjars/stomp__stompjs/bundles/stomp.umd.min.js" })
	void pageAndItsLibrariesAreServed(String path) throws Exception {
		assertThat(this.http.send(get(path), BodyHandlers.discarding()).statusCode()).isEqualTo(200);
	}

	@Test
	void eventStreamStartsAtOnceAndCarriesMessages() throws Exception {
		var response = this.http.send(get("/api/notifications"),
				BodyHandlers.ofInputStream());
		assertThat(response.headers().firstValue("Content-Type")).hasValueSatisfying(
				(type) -> assertThat(type).startsWith("text/event-stream"));
		try (var lines = new BufferedReader(new InputStreamReader(response.body()));
				var ada = TestClient.overWebSocket(this.port, "Ada")) {
			assertThat(lines.readLine()).isEqualTo("event:tick");
			ada.send("/app/rooms/lobby", "{\"text\": \"news\"}");
			String line = lines.readLine();
			while (!line.equals("event:message")) {
				line = lines.readLine();
			}
			assertThat(lines.readLine()).startsWith("data:").contains("\"room\":\"lobby\"", "\"text\":\"news\"");
		}
	}

	private HttpRequest get(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path)).build();
	}

}
