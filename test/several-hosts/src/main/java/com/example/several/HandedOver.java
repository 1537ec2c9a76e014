package com.example.several;

import jakarta.jms.MessageListener;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.springframework.amqp.rabbit.listener.adapter.MessageListenerAdapter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.simp.SimpMessagingTemplate;

import reactor.core.publisher.Flux;

@Configuration
class HandedOver {

	@Bean
	Object repeated(ScheduledExecutorService executor, SimpMessagingTemplate template) {
		template.convertAndSend("/topic/once", "not repeated, and of a bean method");
		return executor.scheduleWithFixedDelay(() -> template.convertAndSend("/topic/later", "tick"), 1, 1, TimeUnit.SECONDS);
	}

	@Bean
	Object interval(SimpMessagingTemplate template) {
		return Flux.interval(Duration.ofSeconds(1)).subscribe((number) -> template.convertAndSend("/topic/interval", number));
	}

	@Bean
	MessageListener listener(SimpMessagingTemplate template) {
		return (message) -> template.convertAndSend("/topic/listener", "tick");
	}

}

@Configuration
class Adapters {

	@Bean
	MessageListenerAdapter adapter(Receiver receiver) {
		return new MessageListenerAdapter(receiver, "receive");
	}

}

class Receiver {

	private final SimpMessagingTemplate template;

	Receiver(SimpMessagingTemplate template) {
		this.template = template;
	}

	public void receive(String text) {
		this.template.convertAndSend("/topic/received", text);
	}

	public void receiveByHand(String text) {
		this.template.convertAndSend("/topic/by-hand", text);
	}

}
