package com.example.chat;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Profile;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

/**
 * Messages stay in this process.
 */
@Configuration(proxyBeanMethods = false)
@Profile("!relay")
class SimpleBroker implements WebSocketMessageBrokerConfigurer {

	private final TaskScheduler scheduler;

	SimpleBroker(@Lazy TaskScheduler messageBrokerTaskScheduler) {
		this.scheduler = messageBrokerTaskScheduler;
	}

	@Override
	public void configureMessageBroker(MessageBrokerRegistry registry) {
		// Proxies commonly cut a connection that is silent for 60 s. The simple broker
		// sends heartbeats only when it has a scheduler.
		registry.enableSimpleBroker("/topic", "/queue")
			.setTaskScheduler(this.scheduler)
			.setHeartbeatValue(new long[] { 25_000, 25_000 });
	}

}
