package com.example.chat;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

/**
 * Messages go through a broker that speaks STOMP: ActiveMQ, Artemis or RabbitMQ.
 */
@Configuration(proxyBeanMethods = false)
@Profile("relay")
class BrokerRelay implements WebSocketMessageBrokerConfigurer {

	private final StompBrokerProperties broker;

	private final BrokerDestinations destinations;

	BrokerRelay(StompBrokerProperties broker, HostController.Host host) {
		this.broker = broker;
		this.destinations = new BrokerDestinations(host.name());
	}

	@Override
	public void configureMessageBroker(MessageBrokerRegistry registry) {
		registry.configureBrokerChannel().interceptors(this.destinations);
		var relay = registry.enableStompBrokerRelay("/topic")
			.setRelayHost(this.broker.host())
			.setRelayPort(this.broker.port())
			.setClientLogin(this.broker.login())
			.setClientPasscode(this.broker.passcode())
			.setSystemLogin(this.broker.login())
			.setSystemPasscode(this.broker.passcode())
			.setSystemHeartbeatSendInterval(10_000)
			.setSystemHeartbeatReceiveInterval(10_000)
			// A person may be on another host, and be there in a second tab: that takes both.
			// InboundRules keeps clients from these topics, which carry what is personal.
			.setUserDestinationBroadcast("/topic/unresolved-user-destination")
			.setUserRegistryBroadcast("/topic/simp-user-registry");
		if (this.broker.virtualHost() != null) {
			relay.setVirtualHost(this.broker.virtualHost());
		}
	}

	@Override
	public void configureClientInboundChannel(ChannelRegistration registration) {
		registration.interceptors(this.destinations);
	}

}
