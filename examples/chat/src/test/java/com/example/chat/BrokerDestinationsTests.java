package com.example.chat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.messaging.Message;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageBuilder;

import static org.assertj.core.api.Assertions.assertThat;

class BrokerDestinationsTests {

	private final BrokerDestinations destinations = new BrokerDestinations("17@ip-10-0-0-5.internal");

	@ParameterizedTest
	@CsvSource({ "/topic/rooms/lobby, /topic/rooms.lobby", "/topic/rooms/*, /topic/rooms.*",
			"/topic/rooms, /topic/rooms-on.17-ip-10-0-0-5-internal",
			"/queue/notifications-userx1y2, /topic/queue.notifications-userx1y2",
			"/topic/simp-user-registry, /topic/simp-user-registry", "/app/rooms/lobby, /app/rooms/lobby" })
	void atTheBroker(String destination, String name) {
		assertThat(this.destinations.atBroker(destination)).isEqualTo(name);
	}

	@Test
	void theClientsOwnFrameKeepsItsName() {
		var frame = StompHeaderAccessor.create(StompCommand.SUBSCRIBE);
		frame.setDestination("/topic/rooms/lobby");
		Message<byte[]> given = MessageBuilder.createMessage(new byte[0], frame.getMessageHeaders());
		Message<?> sent = this.destinations.preSend(given, null);
		assertThat(StompHeaderAccessor.wrap(sent).getFirstNativeHeader("destination")).isEqualTo("/topic/rooms.lobby");
		assertThat(SimpMessageHeaderAccessor.getDestination(given.getHeaders())).isEqualTo("/topic/rooms/lobby");
	}

	@Test
	void whatHasNoDestinationIsLeftAlone() {
		Message<byte[]> connect = MessageBuilder.createMessage(new byte[0],
				StompHeaderAccessor.create(StompCommand.CONNECT).getMessageHeaders());
		assertThat(this.destinations.preSend(connect, null)).isSameAs(connect);
	}

}
