package com.example.chat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.security.AuthenticationUser;
import org.apache.activemq.security.SimpleAuthenticationPlugin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static com.example.chat.TestClient.next;
import static com.example.chat.TestClient.overHttp;
import static com.example.chat.TestClient.overWebSocket;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two hosts and ActiveMQ.
 */
class BrokerRelayTests {

	private static final BrokerService broker = new BrokerService();

	private static ConfigurableApplicationContext here;

	private static ConfigurableApplicationContext there;

	@BeforeAll
	static void start() throws Exception {
		broker.setPersistent(false);
		broker.setUseJmx(false);
		broker.setPlugins(new BrokerPlugin[] {
				new SimpleAuthenticationPlugin(List.of(new AuthenticationUser("chat", "secret", "users"))) });
		int port = broker.addConnector("stomp://127.0.0.1:0").getConnectUri().getPort();
		broker.start();
		here = host("here", port);
		there = host("there", port);
	}

	@AfterAll
	static void stop() throws Exception {
		here.close();
		there.close();
		broker.stop();
	}

	@Test
	void aRoomIsOneRoomOnBothHosts() throws Exception {
		try (var ada = overWebSocket(port(here), "Ada"); var bob = overHttp(port(there), "Bob")) {
			var seenByAda = ada.subscribe("/topic/rooms/lobby");
			var seenByBob = bob.subscribe("/topic/rooms/lobby");
			untilHeard(seenByBob, () -> ada.send("/app/rooms/lobby", "{\"text\": \"from here\"}"), "from here");
			untilHeard(seenByAda, () -> bob.send("/app/rooms/lobby", "{\"text\": \"from there\"}"), "from there");
		}
	}

	@Test
	void aPersonIsNotifiedOnTheOtherHost() throws Exception {
		try (var ada = overWebSocket(port(here), "Ada"); var bob = overHttp(port(there), "Bob")) {
			var forAda = ada.subscribe("/user/queue/notifications");
			var forBob = bob.subscribe("/user/queue/notifications");
			untilHeard(forBob, () -> ada.send("/app/rooms/lobby", "{\"text\": \"@bob, lunch?\"}"), "@bob, lunch?");
			assertThat(forAda).isEmpty();
		}
	}

	@Test
	void eachHostListsItsOwnPeople() throws Exception {
		try (var ada = overWebSocket(port(here), "Ada"); var bob = overWebSocket(port(there), "Bob")) {
			var listHere = ada.subscribe("/topic/rooms");
			var listThere = bob.subscribe("/topic/rooms");
			untilHeard(listHere, () -> ada.subscribe("/topic/rooms/attic"), "attic");
			assertThat(listThere).noneMatch((list) -> list.contains("attic"));
		}
	}

	@Test
	void whatHostsTellEachOtherIsNotForClients() throws Exception {
		try (var eve = overWebSocket(port(here), "Eve")) {
			assertThat(eve.isRefused("/topic/unresolved-user-destination")).isTrue();
		}
		try (var eve = overWebSocket(port(here), "Eve")) {
			assertThat(eve.isRefused("/topic/rooms/a,topic://simp-user-registry")).isTrue();
		}
	}

	@Test
	void theEnvironmentOfAHostIsRead() {
		var environment = new SystemEnvironmentPropertySource("systemEnvironment",
				Map.of("STOMP_BROKER_LOGIN", "chat", "STOMP_BROKER_PASSCODE", "secret", "STOMP_BROKER_VIRTUAL_HOST", "/chat"));
		var properties = new Binder(ConfigurationPropertySources.from(environment)).bindOrCreate("stomp.broker",
				StompBrokerProperties.class);
		assertThat(properties).isEqualTo(new StompBrokerProperties("127.0.0.1", 61613, "chat", "secret", "/chat"));
	}

	private static ConfigurableApplicationContext host(String name, int broker) {
		return SpringApplication.run(ChatApplication.class, "--spring.profiles.active=relay", "--server.port=0",
				"--HOSTNAME=" + name, "--stomp.broker.port=" + broker, "--stomp.broker.login=chat",
				"--stomp.broker.passcode=secret");
	}

	private static int port(ConfigurableApplicationContext host) {
		return host.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	/** A subscription is in force when the broker has it, which nothing but a message shows. */
	private static void untilHeard(BlockingQueue<String> received, Action action, String text) throws Exception {
		for (int attempt = 0; attempt < 40; attempt++) {
			action.run();
			String message = received.poll(500, TimeUnit.MILLISECONDS);
			while (message != null && !message.contains(text)) {
				message = received.poll(500, TimeUnit.MILLISECONDS);
			}
			if (message != null) {
				return;
			}
		}
		throw new AssertionError("Not received: " + text);
	}

	private interface Action {

		void run() throws Exception;

	}

}
