package com.example.own;

import org.springframework.context.annotation.Bean;
import org.springframework.messaging.Message;
import org.springframework.messaging.SubscribableChannel;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.broker.AbstractBrokerMessageHandler;
import org.springframework.messaging.simp.broker.SimpleBrokerMessageHandler;

class OwnBroker extends AbstractBrokerMessageHandler {

	OwnBroker(SubscribableChannel in, MessageChannel out, SubscribableChannel broker) {
		super(in, out, broker);
	}

	@Override
	protected void handleMessageInternal(Message<?> message) {
	}

}

class MadeBroker {

	@Bean
	SimpleBrokerMessageHandler simpleBrokerMessageHandler() {
		return null;
	}

}
