package com.example.several;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

@Retention(RetentionPolicy.RUNTIME)
@Scheduled(cron = "0 0 * * * *")
@interface Hourly {

}

interface Broadcaster {

	void broadcast(String destination);

}

abstract class AbstractBroadcaster implements Broadcaster {

	@Override
	public void broadcast(String destination) {
		send(destination);
	}

	abstract void send(String destination);

}

@Component
class TemplateBroadcaster extends AbstractBroadcaster {

	private final SimpMessagingTemplate template;

	TemplateBroadcaster(SimpMessagingTemplate template) {
		this.template = template;
	}

	@Override
	void send(String destination) {
		this.template.convertAndSend(destination, "tick");
	}

}

class OwnTemplate extends SimpMessagingTemplate {

	OwnTemplate(MessageChannel channel) {
		super(channel);
	}

}

class Sending implements Runnable {

	private final SimpMessagingTemplate template;

	private final String destination;

	Sending(SimpMessagingTemplate template, String destination) {
		this.template = template;
		this.destination = destination;
	}

	@Override
	public void run() {
		this.template.convertAndSend(this.destination, "tick");
	}

}

class Tick {

	final String text;

	Tick(String text) {
		this.text = text;
	}

}

class Quiet {

}

/** Published where a client's message is handled, on one host. */
class Posted {

}
