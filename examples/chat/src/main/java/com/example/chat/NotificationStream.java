package com.example.chat;

import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;

import com.example.chat.ChatMessage.Posted;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The messages of all rooms as server-sent events.
 */
@RestController
class NotificationStream {

	private final Set<SseEmitter> readers = ConcurrentHashMap.newKeySet();

	// A thread of its own and a bounded queue: a slow reader must not hold up the chat.
	private final ExecutorService writer = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
			new ArrayBlockingQueue<>(1000), (task) -> new Thread(task, "notification-stream"), new DiscardPolicy());

	@GetMapping(path = "/api/notifications", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	SseEmitter stream() {
		var reader = new SseEmitter(0L);
		reader.onCompletion(() -> this.readers.remove(reader));
		// The first event comes at once, so that proxies and clients see the stream open.
		send(reader, "tick", Instant.now());
		this.readers.add(reader);
		return reader;
	}

	@EventListener
	void posted(Posted message) {
		sendToAll("message", message);
	}

	@Scheduled(fixedRate = 15, timeUnit = TimeUnit.SECONDS)
	void tick() {
		sendToAll("tick", Instant.now());
	}

	// An open stream would hold up the graceful shutdown of the web server.
	@EventListener(ContextClosedEvent.class)
	void close() {
		this.writer.shutdown();
		this.readers.forEach(SseEmitter::complete);
	}

	private void sendToAll(String name, Object data) {
		this.writer.execute(() -> this.readers.forEach((reader) -> send(reader, name, data)));
	}

	private void send(SseEmitter reader, String name, Object data) {
		try {
			reader.send(SseEmitter.event().name(name).data(data, MediaType.APPLICATION_JSON));
		}
		catch (IOException | IllegalStateException ex) {
			this.readers.remove(reader);
		}
	}

}
