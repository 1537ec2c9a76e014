package io.github.cdkspringwebsocket.companion.messaging;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.springframework.messaging.simp.user.SimpSession;
import org.springframework.messaging.simp.user.SimpSubscription;
import org.springframework.messaging.simp.user.SimpUser;

/** A session on another host, as Spring's registry shows sessions. */
final class RemoteSession implements SimpSession {

	private final RemoteSessions all;

	private final String id;

	private final String userName;

	private final Map<String, String> destinations = new ConcurrentHashMap<>();

	RemoteSession(RemoteSessions all, String id, String userName) {
		this.all = all;
		this.id = id;
		this.userName = userName;
	}

	String userName() {
		return this.userName;
	}

	/** By the ids of the subscriptions. */
	Map<String, String> destinations() {
		return this.destinations;
	}

	@Override
	public String getId() {
		return this.id;
	}

	@Override
	public SimpUser getUser() {
		return new FleetUser(this.userName, null, this.all.of(this.userName));
	}

	@Override
	public Set<SimpSubscription> getSubscriptions() {
		return this.destinations.entrySet().stream().map((each) -> new Subscription(each.getKey(), each.getValue()))
			.collect(Collectors.toSet());
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof SimpSession && this.id.equals(((SimpSession) other).getId());
	}

	@Override
	public int hashCode() {
		return this.id.hashCode();
	}

	@Override
	public String toString() {
		return "sessionId=" + this.id + ", subscriptions=" + this.destinations;
	}

	private final class Subscription implements SimpSubscription {

		private final String id;

		private final String destination;

		Subscription(String id, String destination) {
			this.id = id;
			this.destination = destination;
		}

		@Override
		public String getId() {
			return this.id;
		}

		@Override
		public SimpSession getSession() {
			return RemoteSession.this;
		}

		@Override
		public String getDestination() {
			return this.destination;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof SimpSubscription && this.id.equals(((SimpSubscription) other).getId())
					&& RemoteSession.this.equals(((SimpSubscription) other).getSession());
		}

		@Override
		public int hashCode() {
			return 31 * this.id.hashCode() + RemoteSession.this.hashCode();
		}

		@Override
		public String toString() {
			return "destination=" + this.destination;
		}

	}

}
