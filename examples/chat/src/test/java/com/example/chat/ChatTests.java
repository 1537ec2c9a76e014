package com.example.chat;

import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static com.example.chat.TestClient.next;
import static com.example.chat.TestClient.overHttp;
import static com.example.chat.TestClient.overWebSocket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ChatTests {

	@LocalServerPort
	int port;

	@Test
	void twoPeopleChatOverDifferentTransports() throws Exception {
		try (var ada = overWebSocket(this.port, "Ada"); var bob = overHttp(this.port, "Bob")) {
			var seenByAda = ada.subscribe("/topic/rooms/lobby");
			var seenByBob = bob.subscribe("/topic/rooms/lobby");

			ada.send("/app/rooms/lobby", "{\"text\": \"Hello\"}");
			assertThat(next(seenByBob)).contains("\"author\":\"Ada\"", "\"text\":\"Hello\"", "\"at\":\"20");
			assertThat(next(seenByAda)).contains("Hello");

			bob.send("/app/rooms/lobby", "{\"author\": \"Ada\", \"text\": \"Hi\"}");
			assertThat(next(seenByAda)).contains("\"author\":\"Bob\"", "\"text\":\"Hi\"");
		}
	}

	@Test
	void aNameIsOptional() throws Exception {
		try (var client = overWebSocket(this.port, null)) {
			var room = client.subscribe("/topic/rooms/nameless");
			var errors = client.subscribe("/user/queue/errors");

			client.send("/app/rooms/nameless", "{\"text\": \"one\"}");
			assertThat(next(room)).contains("\"author\":\"anonymous\"", "\"text\":\"one\"");

			client.send("/app/rooms/nameless", "{\"author\": \"Eve\", \"text\": \"two\"}");
			assertThat(next(room)).contains("\"author\":\"Eve\"");

			client.send("/app/rooms/nameless", "{}");
			assertThat(next(errors)).contains("The text is missing");
		}
	}

	@Test
	void personalNotificationsReachOnlyTheAddressee() throws Exception {
		try (var ada = overWebSocket(this.port, "Ada"); var bob = overHttp(this.port, "Bob");
				var eve = overWebSocket(this.port, "Eve")) {
			var forAda = ada.subscribe("/user/queue/notifications");
			var forBob = bob.subscribe("/user/queue/notifications");
			var forEve = eve.subscribe("/user/queue/notifications");
			var room = eve.subscribe("/topic/rooms/office");

			ada.send("/app/notifications/Bob", "{\"text\": \"lunch?\"}");
			assertThat(next(forBob)).contains("\"from\":\"Ada\"", "\"text\":\"lunch?\"", "\"room\":null");

			ada.send("/app/rooms/office", "{\"text\": \"ask @bob.\"}");
			assertThat(next(forBob)).contains("\"room\":\"office\"");
			assertThat(next(room)).contains("ask @bob.");

			assertThat(forAda).isEmpty();
			assertThat(forEve).isEmpty();
		}
	}

	@Test
	void allSessionsOfAPersonAreNotified() throws Exception {
		try (var ada = overWebSocket(this.port, "Ada"); var bobAtHome = overWebSocket(this.port, "Bob");
				var bobOnThePhone = overWebSocket(this.port, "bob")) {
			var atHome = bobAtHome.subscribe("/user/queue/notifications");
			var onThePhone = bobOnThePhone.subscribe("/user/queue/notifications");

			ada.send("/app/notifications/Bob", "{\"text\": \"lunch?\"}");
			assertThat(next(atHome)).contains("lunch?");
			assertThat(next(onThePhone)).contains("lunch?");
		}
	}

	@Test
	void absenceIsReported() throws Exception {
		try (var ada = overWebSocket(this.port, "Ada")) {
			var errors = ada.subscribe("/user/queue/errors");
			ada.send("/app/notifications/nobody", "{\"text\": \"hello?\"}");
			assertThat(next(errors)).contains("Nobody called nobody is connected");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "no spaces", "a.b", "*", "0123456789012345678901234567890123456789x" })
	void invalidRoomIsReportedAndNotBroadcast(String room) throws Exception {
		try (var ada = overWebSocket(this.port, "Ada"); var bob = overWebSocket(this.port, "Ada")) {
			var everything = bob.subscribe("/topic/rooms/*");
			var errors = ada.subscribe("/user/queue/errors");
			var errorsOfNamesake = bob.subscribe("/user/queue/errors");

			ada.send("/app/rooms/" + room, "{\"text\": \"refused\"}");
			assertThat(next(errors)).contains("A room name has");

			ada.send("/app/rooms/lobby", "{\"text\": \"accepted\"}");
			assertThat(next(everything)).contains("accepted");
			assertThat(errorsOfNamesake).isEmpty();
		}
	}

	@Test
	void invalidBodiesAreReported() throws Exception {
		try (var ada = overWebSocket(this.port, "Ada")) {
			var errors = ada.subscribe("/user/queue/errors");
			ada.send("/app/rooms/lobby", "not json");
			assertThat(next(errors)).contains("The body must be JSON");
			ada.send("/app/rooms/lobby", "");
			assertThat(next(errors)).contains("The body must be JSON");
			ada.send("/app/rooms/lobby", "{\"text\": \"%s\"}".formatted("x".repeat(Input.MAX_TEXT + 1)));
			assertThat(next(errors)).contains("longer than 2000");
		}
	}

	@Test
	void roomsAreListedWithThePeopleInThem() throws Exception {
		try (var ada = overWebSocket(this.port, "Ada"); var bob = overWebSocket(this.port, "Bob")) {
			ada.subscribe("/topic/rooms/attic");
			assertThat(next(ada.subscribe("/app/rooms"))).contains("{\"name\":\"attic\",\"people\":1}");
			var changes = ada.subscribe("/topic/rooms");
			bob.subscribe("/topic/rooms/attic");
			String list = next(changes);
			while (!list.contains("{\"name\":\"attic\",\"people\":2}")) {
				list = next(changes);
			}
		}
	}

	@Test
	void everybodyIsToldTheirHost() throws Exception {
		try (var ada = overWebSocket(this.port, "Ada"); var bob = overHttp(this.port, "Bob")) {
			String host = next(ada.subscribe("/app/host"));
			assertThat(host).containsPattern("\"name\":\".+\"");
			assertThat(next(bob.subscribe("/app/host"))).isEqualTo(host);
		}
	}

	@Test
	void invalidNameEndsTheConnection() {
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> overWebSocket(this.port, "two words"));
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> overHttp(this.port, "two words"));
	}

	@Test
	void heartbeatsAreOn() throws Exception {
		try (var client = overWebSocket(this.port, "Ada")) {
			assertThat(client.heartbeat()).containsExactly(25_000, 25_000);
		}
	}

}
