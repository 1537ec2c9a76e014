package io.github.cdkspringwebsocket.companion.messaging;

import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.context.ApplicationListener;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.user.DestinationUserNameProvider;
import org.springframework.web.socket.messaging.AbstractSubProtocolEvent;
import org.springframework.web.socket.messaging.SessionConnectedEvent;
import org.springframework.web.socket.messaging.SessionDisconnectEvent;
import org.springframework.web.socket.messaging.SessionSubscribeEvent;
import org.springframework.web.socket.messaging.SessionUnsubscribeEvent;

/** This host's STOMP sessions: known here by their users, and told to the fleet as changes, or as a whole to who comes. */
final class LocalSessions implements ApplicationListener<AbstractSubProtocolEvent> {

	private static final long PAUSE_MILLIS = 500;

	private final Map<String, Session> sessions = new ConcurrentHashMap<>();

	private final Outbox outbox;

	private final long origin;

	/** For session events everywhere; the registry of users needs those with a user only. */
	private final boolean anonymousToo;

	private volatile boolean wanted;

	private long saidAt;

	LocalSessions(Outbox outbox, long origin, boolean anonymousToo) {
		this.outbox = outbox;
		this.origin = origin;
		this.anonymousToo = anonymousToo;
	}

	boolean has(String session) {
		return this.sessions.containsKey(session);
	}

	/** Whether the session is the user's; a user without a name is addressed by its session. */
	boolean isOf(String session, String user) {
		Session found = this.sessions.get(session);
		return found != null && (user.equals(session) || user.equals(found.user));
	}

	@Override
	public synchronized void onApplicationEvent(AbstractSubProtocolEvent event) {
		MessageHeaders headers = event.getMessage().getHeaders();
		String id = SimpMessageHeaderAccessor.getSessionId(headers);
		if (event.getSource() instanceof RemoteSessions || id == null) {
			return;
		}
		Session session = this.sessions.get(id);
		if (event instanceof SessionConnectedEvent) {
			session = new Session(userName(event.getUser()));
			this.sessions.put(id, session);
			tell(session, SessionChange.connected(id, session.user));
		}
		else if (session != null) {
			changed(event, id, session, SimpMessageHeaderAccessor.getSubscriptionId(headers));
		}
	}

	private void changed(AbstractSubProtocolEvent event, String id, Session session, String subscription) {
		if (event instanceof SessionSubscribeEvent && subscription != null) {
			String destination = SimpMessageHeaderAccessor.getDestination(event.getMessage().getHeaders());
			if (destination != null && isTold(session)) {
				session.subscriptions.put(subscription, destination);
				tell(session, SessionChange.subscribed(id, subscription, destination));
			}
		}
		else if (event instanceof SessionUnsubscribeEvent && subscription != null) {
			session.subscriptions.remove(subscription);
			tell(session, SessionChange.unsubscribed(id, subscription));
		}
		else if (event instanceof SessionDisconnectEvent) {
			this.sessions.remove(id);
			tell(session, SessionChange.disconnected(id, ((SessionDisconnectEvent) event).getCloseStatus().getCode()));
		}
	}

	private void tell(Session session, byte[] change) {
		if (isTold(session)) {
			say(change);
		}
	}

	private void say(byte[] change) {
		this.outbox.addChange(change, Frame.write(Frame.Kind.SESSIONS, this.origin, (out) -> {
		}));
	}

	private boolean isTold(Session session) {
		return this.anonymousToo || !session.user.isEmpty();
	}

	void want() {
		this.wanted = true;
	}

	/** All of them, if they are wanted: several who ask at about the same time are answered together. */
	void sayAllIfWanted() {
		this.wanted |= this.outbox.takeChangesDropped();
		if (this.wanted && Frame.now() - this.saidAt > PAUSE_MILLIS) {
			this.wanted = false;
			this.saidAt = Frame.now();
			sayAll();
		}
	}

	private synchronized void sayAll() {
		say(SessionChange.begin());
		this.sessions.forEach((id, session) -> {
			tell(session, SessionChange.connected(id, session.user));
			session.subscriptions.forEach((subscription, destination) -> tell(session,
					SessionChange.subscribed(id, subscription, destination)));
		});
		say(SessionChange.end());
	}

	/** As Spring's own registry names users; empty without one. */
	private static String userName(Principal user) {
		String name = user instanceof DestinationUserNameProvider ? ((DestinationUserNameProvider) user).getDestinationUserName()
				: user == null ? null : user.getName();
		return name == null ? "" : name;
	}

	private static final class Session {

		private final String user;

		private final Map<String, String> subscriptions = new LinkedHashMap<>();

		Session(String user) {
			this.user = user;
		}

	}

}
