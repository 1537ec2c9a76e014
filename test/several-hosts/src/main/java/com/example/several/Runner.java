package com.example.several;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.messaging.simp.SimpMessagingTemplate;

class Runner implements ApplicationRunner {

	private final SimpMessagingTemplate template;

	Runner(SimpMessagingTemplate template) {
		this.template = template;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		this.template.convertAndSend("/topic/runner", "tick");
	}

}
