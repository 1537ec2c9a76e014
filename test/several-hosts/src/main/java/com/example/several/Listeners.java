package com.example.several;

import jakarta.annotation.PostConstruct;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

import org.springframework.amqp.rabbit.annotation.RabbitHandler;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.broker.BrokerAvailabilityEvent;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Controller;

import io.awspring.cloud.sqs.annotation.SqsListener;

@Controller
class Listeners implements MessageListener, SmartLifecycle {

	private final SimpMessagingTemplate template;

	private final TaskScheduler scheduler;

	private final ApplicationEventPublisher events;

	Listeners(SimpMessagingTemplate template, TaskScheduler scheduler, ApplicationEventPublisher events) {
		this.template = template;
		this.scheduler = scheduler;
		this.events = events;
	}

	@KafkaListener(topics = "prices")
	void kafka(String price) {
		this.template.convertAndSend("/topic/kafka", price);
	}

	@JmsListener(destination = "prices")
	void jms(String price) {
		this.template.convertAndSend("/topic/jms", price);
	}

	@RabbitListener(queues = "prices")
	void rabbit(String price) {
		this.template.convertAndSend("/topic/rabbit", price);
	}

	@RabbitHandler
	void rabbitHandler(String price) {
		this.template.convertAndSend("/topic/handler", price);
	}

	@SqsListener("prices")
	void sqs(String price) {
		this.template.convertAndSend("/topic/sqs", price);
	}

	@Override
	public void onMessage(Message message) {
		this.template.convertAndSend("/topic/programmed", "tick");
	}

	@EventListener
	void ready(ApplicationReadyEvent event) {
		this.template.convertAndSend("/topic/ready", "tick");
	}

	@EventListener(BrokerAvailabilityEvent.class)
	void available() {
		this.template.convertAndSend("/topic/available", "tick");
	}

	@EventListener
	void tick(Tick tick) {
		this.template.convertAndSend("/topic/event", tick.text);
	}

	@EventListener
	void posted(Posted posted) {
		this.template.convertAndSend("/topic/posted", "posted");
	}

	@PostConstruct
	void schedule() {
		this.scheduler.scheduleAtFixedRate(() -> this.template.convertAndSend("/topic/repeated", "tick"), Duration.ofSeconds(1));
		new Timer().scheduleAtFixedRate(new TimerTask() {
			@Override
			public void run() {
				Listeners.this.template.convertAndSend("/topic/timer", "tick");
			}
		}, 0, 1000);
	}

	@Bean
	ApplicationRunner runner() {
		return new Runner(this.template);
	}

	@Override
	public void start() {
		this.template.convertAndSend("/topic/started", "tick");
	}

	@Override
	public void stop() {
		this.template.convertAndSend("/topic/stopped", "tick");
	}

	@Override
	public boolean isRunning() {
		return true;
	}

	/** A client of this host asks for it: shared once, as it should be. */
	@MessageMapping("/post")
	void post(String text) {
		this.template.convertAndSend("/topic/post", text);
		this.events.publishEvent(new Posted());
	}

}
