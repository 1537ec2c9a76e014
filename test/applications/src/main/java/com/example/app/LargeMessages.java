package com.example.app;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

/** Tomcat's buffer for one WebSocket message, raised above what Spring takes as one STOMP message. */
@Configuration
@ConditionalOnProperty("app.large-messages")
class LargeMessages {

	@Bean
	ServletServerContainerFactoryBean container() {
		ServletServerContainerFactoryBean container = new ServletServerContainerFactoryBean();
		container.setMaxTextMessageBufferSize(200_000);
		return container;
	}

}
