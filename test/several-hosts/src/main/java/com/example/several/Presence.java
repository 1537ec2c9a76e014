package com.example.several;

import org.springframework.context.ApplicationListener;
import org.springframework.context.event.EventListener;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.user.SimpUserRegistry;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.messaging.SessionConnectedEvent;
import org.springframework.web.socket.messaging.SessionDisconnectEvent;
import org.springframework.web.socket.messaging.SessionSubscribeEvent;

@Component
class Presence implements ApplicationListener<SessionDisconnectEvent> {

	private final SimpMessagingTemplate template;

	private final SimpUserRegistry users;

	private int count;

	Presence(SimpMessagingTemplate template, SimpUserRegistry users) {
		this.template = template;
		this.users = users;
	}

	@EventListener
	void connected(SessionConnectedEvent event) {
		this.count++;
		this.template.convertAndSend("/topic/presence", this.count);
	}

	@EventListener(classes = SessionSubscribeEvent.class)
	void subscribed() {
		this.count++;
	}

	@Override
	public void onApplicationEvent(SessionDisconnectEvent event) {
		this.count--;
	}

	int online() {
		return this.users.getUserCount();
	}

}
