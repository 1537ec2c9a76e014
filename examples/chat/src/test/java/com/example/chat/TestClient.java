package com.example.chat;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.springframework.messaging.simp.stomp.StompFrameHandler;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.messaging.simp.stomp.StompSessionHandlerAdapter;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.messaging.WebSocketStompClient;
import org.springframework.web.socket.sockjs.client.RestTemplateXhrTransport;
import org.springframework.web.socket.sockjs.client.SockJsClient;
import org.springframework.web.socket.sockjs.client.Transport;
import org.springframework.web.socket.sockjs.client.WebSocketTransport;

/**
 * A STOMP client over SockJS that collects what it receives.
 */
class TestClient implements AutoCloseable {

	private static final long SECONDS = 5;

	private final StompSession session;

	private final CompletableFuture<StompHeaders> connected = new CompletableFuture<>();

	private TestClient(int port, String name, Transport transport) throws Exception {
		var stomp = new WebSocketStompClient(new SockJsClient(List.of(transport)));
		var headers = new StompHeaders();
		headers.setLogin(name);
		this.session = stomp.connectAsync("http://127.0.0.1:" + port + "/ws-stomp", new WebSocketHttpHeaders(),
				headers, new StompSessionHandlerAdapter() {

					@Override
					public void afterConnected(StompSession session, StompHeaders connectedHeaders) {
						TestClient.this.connected.complete(connectedHeaders);
					}

				})
			.get(SECONDS, TimeUnit.SECONDS);
	}

	static TestClient overWebSocket(int port, String name) throws Exception {
		return new TestClient(port, name, new WebSocketTransport(new StandardWebSocketClient()));
	}

	static TestClient overHttp(int port, String name) throws Exception {
		return new TestClient(port, name, new RestTemplateXhrTransport(new RestTemplate()));
	}

	long[] heartbeat() throws Exception {
		return this.connected.get(SECONDS, TimeUnit.SECONDS).getHeartbeat();
	}

	/** Returns when the subscription is in force. */
	BlockingQueue<String> subscribe(String destination) throws InterruptedException {
		BlockingQueue<String> received = collect(destination);
		// Frames of one session are handled in order, and this one is answered.
		if (!destination.startsWith("/app/")) {
			next(collect("/app/rooms"));
		}
		return received;
	}

	/** Whether the application ends the connection because of the subscription. */
	boolean isRefused(String destination) throws InterruptedException {
		collect(destination);
		for (int moment = 0; moment < SECONDS * 20 && this.session.isConnected(); moment++) {
			TimeUnit.MILLISECONDS.sleep(50);
		}
		return !this.session.isConnected();
	}

	void send(String destination, String json) {
		this.session.send(destination, json.getBytes(StandardCharsets.UTF_8));
	}

	static String next(BlockingQueue<String> received) throws InterruptedException {
		String payload = received.poll(SECONDS, TimeUnit.SECONDS);
		if (payload == null) {
			throw new AssertionError("Nothing received in " + SECONDS + " s");
		}
		return payload;
	}

	private BlockingQueue<String> collect(String destination) {
		var received = new LinkedBlockingQueue<String>();
		this.session.subscribe(destination, new StompFrameHandler() {

			@Override
			public Type getPayloadType(StompHeaders headers) {
				return byte[].class;
			}

			@Override
			public void handleFrame(StompHeaders headers, Object payload) {
				received.add(new String((byte[]) payload, StandardCharsets.UTF_8));
			}

		});
		return received;
	}

	@Override
	public void close() {
		if (this.session.isConnected()) {
			this.session.disconnect();
		}
	}

}
