package com.example.several;

import java.util.List;
import java.util.concurrent.Executor;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.messaging.core.MessageSendingOperations;
import org.springframework.messaging.simp.SimpMessageSendingOperations;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.Schedules;
import org.springframework.stereotype.Component;

import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;

/** Each method sends, or does not, in a way of its own. */
@Component
class Ticker {

	private static final String CONSTANT = "/topic/constant";

	private final SimpMessagingTemplate template;

	private final SimpMessageSendingOperations operations;

	private final MessageSendingOperations<String> general;

	private final ApplicationEventPublisher events;

	private final Broadcaster broadcaster;

	private final OwnTemplate own;

	private final Executor executor;

	private final List<String> rooms;

	private final String field = field();

	private final String assigned;

	Ticker(SimpMessagingTemplate template, SimpMessageSendingOperations operations, MessageSendingOperations<String> general,
			ApplicationEventPublisher events, Broadcaster broadcaster, OwnTemplate own, Executor executor, List<String> rooms) {
		this.template = template;
		this.operations = operations;
		this.general = general;
		this.events = events;
		this.broadcaster = broadcaster;
		this.own = own;
		this.executor = executor;
		this.rooms = rooms;
		this.assigned = "/topic/assigned";
	}

	@Scheduled(fixedRate = 1000)
	void literal() {
		this.template.convertAndSend("/topic/literal", "tick");
	}

	@Scheduled(fixedRate = 1000)
	void constant() {
		this.template.convertAndSend(CONSTANT, "tick", (message) -> message);
	}

	@Scheduled(fixedRate = 1000)
	void ofField() {
		this.template.convertAndSend(this.assigned, "tick");
	}

	@Schedules({ @Scheduled(cron = "0 0 * * * *"), @Scheduled(cron = "0 30 * * * *") })
	void joined() {
		this.rooms.forEach((room) -> this.template.convertAndSend("/topic/" + room + "/news", "tick"));
	}

	@Scheduled(fixedRate = 1000)
	void formatted() {
		this.template.convertAndSend(String.format("/topic/%s/formatted", this.rooms.get(0)), "tick");
	}

	@Scheduled(fixedRate = 1000)
	void appended() {
		StringBuilder text = new StringBuilder("/topic/");
		this.template.convertAndSend(new StringBuilder("/topic/").append(this.rooms.get(0)).append("/appended").toString(), "tick");
		this.template.convertAndSend(text.toString(), "tick");
	}

	@Scheduled(fixedRate = 1000)
	void oneOfTwo() {
		this.template.convertAndSend(this.rooms.isEmpty() ? "/topic/none" : "/topic/some", "tick");
	}

	@Scheduled(fixedRate = 1000)
	void lambda() {
		String destination = "/topic/captured";
		this.executor.execute(() -> this.rooms.forEach((room) -> this.template.convertAndSend(destination, room)));
	}

	@Scheduled(fixedRate = 1000)
	void reference() {
		this.rooms.forEach(this::send);
	}

	private void send(String room) {
		this.operations.convertAndSend("/topic/reference", room);
	}

	@Scheduled(fixedRate = 1000)
	void sendingReference() {
		this.rooms.forEach(this.template::convertAndSend);
	}

	@Scheduled(fixedRate = 1000)
	void object() {
		this.executor.execute(new Sending(this.template, "/topic/object"));
	}

	@Scheduled(fixedRate = 1000)
	void anonymous() {
		this.executor.execute(new Runnable() {
			@Override
			public void run() {
				Ticker.this.template.convertAndSend("/topic/anonymous", "tick");
			}
		});
	}

	@Scheduled(fixedRate = 1000)
	void throughInterface() {
		this.broadcaster.broadcast("/topic/interface");
	}

	@Scheduled(fixedRate = 1000)
	void throughParameters() {
		helper(7L, "/topic/parameter", "tick");
		helper(7L, "/topic/another", "tick");
	}

	private void helper(long number, String destination, String text) {
		helper(destination, text + number);
	}

	private void helper(String destination, Object payload) {
		this.general.send(destination, MessageBuilder.withPayload(payload).build());
	}

	@Scheduled(fixedRate = 1000)
	void toUser() {
		this.template.convertAndSendToUser(this.rooms.get(0), "/queue/alerts", "tick");
	}

	@Scheduled(fixedRate = 1000)
	void byEvent() {
		this.events.publishEvent(new Tick("now"));
	}

	@Scheduled(fixedRate = 1000)
	void toDefault() {
		this.template.convertAndSend("tick");
		this.template.convertAndSend((Object) "tick", (message) -> message);
	}

	@Scheduled(fixedRate = 1000)
	void byOwnTemplate() {
		this.own.convertAndSend("/topic/own", "tick");
	}

	@Hourly
	void byOwnAnnotation() {
		this.template.convertAndSend("/topic/hourly", "tick");
	}

	@Scheduled(fixedRate = 1000)
	void again() {
		recursive(3);
	}

	private void recursive(int left) {
		this.template.convertAndSend("/topic/recursive", left);
		if (left > 0) {
			recursive(left - 1);
		}
	}

	@Scheduled(fixedRate = 1000)
	@SchedulerLock(name = "locked")
	void locked() {
		this.template.convertAndSend("/topic/locked", "tick");
	}

	@Scheduled(fixedRate = 1000)
	void silent() {
		this.rooms.clear();
		this.executor.execute(() -> System.out.println(field()));
		this.events.publishEvent(new Quiet());
	}

	private static String field() {
		return "/topic/field";
	}

}
