package com.example.chat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class InboundRulesTests {

	private final InboundRules rules = new InboundRules();

	@Test
	void connectNamesTheSession() {
		var frame = connect("x1y2", "Ada");
		this.rules.preSend(message(frame), null);
		assertThat(frame.getUser()).isEqualTo(new Guest("Ada"));
		assertThat(frame.getUser().getName()).isEqualTo("ada");
	}

	@ParameterizedTest
	@CsvSource({ "a*c, Ada", "{x}, Ada", "x1y2, two words", "x1y2, a/b", "x1y2, *" })
	void connectIsRefused(String sessionId, String login) {
		refused(message(connect(sessionId, login)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/queue/**", "/queue/notifications-userx", "/user/queue/*", "/user/bob/queue/notifications",
			"/**", "/topic/**", "/topic/simp-user-registry", "/topic/rooms/lobby,topic://simp-user-registry" })
	void subscriptionIsRefused(String destination) {
		refused(frame(StompCommand.SUBSCRIBE, destination));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/topic/rooms/lobby", "/user/bob/queue/notifications", "/queue/notifications-userx" })
	void messageIsRefused(String destination) {
		refused(frame(StompCommand.SEND, destination));
	}

	private void refused(Message<?> message) {
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> this.rules.preSend(message, null));
	}

	private static StompHeaderAccessor connect(String sessionId, String login) {
		var frame = StompHeaderAccessor.create(StompCommand.CONNECT);
		frame.setSessionId(sessionId);
		frame.setLogin(login);
		frame.setLeaveMutable(true);
		return frame;
	}

	private static Message<?> frame(StompCommand command, String destination) {
		var frame = StompHeaderAccessor.create(command);
		frame.setDestination(destination);
		return message(frame);
	}

	private static Message<?> message(StompHeaderAccessor frame) {
		return MessageBuilder.createMessage(new byte[0], frame.getMessageHeaders());
	}

}
