package com.example.chat;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The broker of the profile {@code relay}.
 */
@ConfigurationProperties("stomp.broker")
record StompBrokerProperties(@DefaultValue("127.0.0.1") String host, @DefaultValue("61613") int port,
		@DefaultValue("guest") String login, @DefaultValue("guest") String passcode, String virtualHost) {
}
