package io.github.cdkspringwebsocket.companion.messaging;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.springframework.messaging.simp.user.SimpSession;

/** The sessions of the other hosts, as they tell of them. */
final class RemoteSessions {

	private static final int GONE = 1001;

	private final Map<Long, Origin> origins = new HashMap<>();

	private final Map<String, Map<String, SimpSession>> byUser = new ConcurrentHashMap<>();

	private volatile RemoteSessionEvents events;

	/** From now on the application hears of them as of its own. */
	void publish(RemoteSessionEvents events) {
		this.events = events;
	}

	/** By the names of the users. */
	Map<String, Map<String, SimpSession>> byUser() {
		return this.byUser;
	}

	Map<String, SimpSession> of(String user) {
		return this.byUser.getOrDefault(user, Collections.emptyMap());
	}

	void changed(Frame frame) throws IOException {
		SessionChange.readAll(frame.body, this.origins.computeIfAbsent(frame.origin, (origin) -> new Origin()));
	}

	void left(long origin) {
		Origin gone = this.origins.remove(origin);
		if (gone != null) {
			gone.begin();
			gone.end();
		}
	}

	private void tell(Consumer<RemoteSessionEvents> what) {
		if (this.events != null) {
			what.accept(this.events);
		}
	}

	private void add(RemoteSession session) {
		if (!session.userName().isEmpty()) {
			this.byUser.compute(session.userName(), (user, sessions) -> {
				Map<String, SimpSession> all = sessions == null ? new ConcurrentHashMap<>() : sessions;
				all.put(session.getId(), session);
				return all;
			});
		}
	}

	private void remove(RemoteSession session) {
		this.byUser.computeIfPresent(session.userName(), (user, sessions) -> {
			sessions.remove(session.getId(), session);
			return sessions.isEmpty() ? null : sessions;
		});
	}

	/** One host's. What a whole list repeats is no news, and what it leaves out is gone. */
	private final class Origin implements SessionChange.Reader {

		private final Map<String, RemoteSession> sessions = new HashMap<>();

		/** Null unless a whole list is being read. */
		private Map<String, RemoteSession> list;

		@Override
		public void begin() {
			this.list = new HashMap<>();
		}

		@Override
		public void end() {
			Map<String, RemoteSession> whole = this.list;
			this.list = null;
			if (whole != null) {
				new ArrayList<>(this.sessions.keySet()).stream().filter((id) -> !whole.containsKey(id))
					.forEach((id) -> disconnected(id, GONE));
				whole.forEach(this::become);
			}
		}

		private void become(String id, RemoteSession wanted) {
			connected(id, wanted.userName());
			Map<String, String> destinations = wanted.destinations();
			new ArrayList<>(this.sessions.get(id).destinations().keySet()).stream()
				.filter((subscription) -> !destinations.containsKey(subscription))
				.forEach((subscription) -> unsubscribed(id, subscription));
			destinations.forEach((subscription, destination) -> subscribed(id, subscription, destination));
		}

		@Override
		public void connected(String id, String user) {
			RemoteSession session = new RemoteSession(RemoteSessions.this, id, user);
			if (this.list != null) {
				this.list.put(id, session);
				return;
			}
			RemoteSession known = this.sessions.get(id);
			if (known == null || !known.userName().equals(user)) {
				disconnected(id, GONE);
				this.sessions.put(id, session);
				add(session);
				tell((events) -> events.connected(id, user));
			}
		}

		@Override
		public void subscribed(String id, String subscription, String destination) {
			RemoteSession session = current(id);
			if (session != null && !destination.equals(session.destinations().put(subscription, destination)) && this.list == null) {
				tell((events) -> events.subscribed(id, session.userName(), subscription, destination));
			}
		}

		@Override
		public void unsubscribed(String id, String subscription) {
			RemoteSession session = current(id);
			if (session != null && session.destinations().remove(subscription) != null && this.list == null) {
				tell((events) -> events.unsubscribed(id, session.userName(), subscription));
			}
		}

		@Override
		public void disconnected(String id, int status) {
			RemoteSession session = this.sessions.remove(id);
			if (session != null) {
				remove(session);
				tell((events) -> events.disconnected(id, session.userName(), status));
			}
		}

		private RemoteSession current(String id) {
			return (this.list == null ? this.sessions : this.list).get(id);
		}

	}

}
