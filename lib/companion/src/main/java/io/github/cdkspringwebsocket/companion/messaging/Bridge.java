package io.github.cdkspringwebsocket.companion.messaging;

import java.util.Collection;
import java.util.List;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.broker.SimpleBrokerMessageHandler;
import org.springframework.messaging.simp.user.DefaultUserDestinationResolver;
import org.springframework.messaging.simp.user.UserDestinationMessageHandler;
import org.springframework.messaging.simp.user.UserDestinationResolver;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.ExecutorChannelInterceptor;
import org.springframework.messaging.support.InterceptableChannel;
import org.springframework.util.AntPathMatcher;

/** Decides what of this host's messages the fleet gets, and hands the fleet's to the broker here. */
final class Bridge {

	private final SimpleBrokerMessageHandler broker;

	/** Null if there are no user destinations. */
	private final UserDestinationMessageHandler users;

	private final String userPrefix;

	private final List<String> local;

	private final AntPathMatcher matcher = new AntPathMatcher();

	private final LocalSessions sessions;

	private final Outbox outbox;

	private final long origin;

	Bridge(Brokers brokers, List<String> local, LocalSessions sessions, Outbox outbox, long origin) {
		this.broker = brokers.simple();
		this.users = brokers.users();
		this.userPrefix = this.users == null ? null : userPrefix(this.users.getUserDestinationResolver());
		this.local = local;
		this.sessions = sessions;
		this.outbox = outbox;
		this.origin = origin;
	}

	private static String userPrefix(UserDestinationResolver resolver) {
		return resolver instanceof DefaultUserDestinationResolver ? ((DefaultUserDestinationResolver) resolver).getDestinationPrefix()
				: "/user/";
	}

	/** Behind all interceptors of the application: what they refuse does not come here. The message itself goes on as it is. */
	void attach(InterceptableChannel channel, boolean fromClients) {
		boolean refusesLate = channel.getInterceptors().stream().anyMatch(Bridge::refusesLate);
		channel.addInterceptor(refusesLate ? new ExecutorChannelInterceptor() {
			@Override
			public Message<?> beforeHandle(Message<?> message, MessageChannel to, MessageHandler handler) {
				if (isMessage(message, fromClients) && handler == handlerOf(message)) {
					share(message);
				}
				return message;
			}
		} : new ChannelInterceptor() {
			@Override
			public Message<?> preSend(Message<?> message, MessageChannel to) {
				if (isMessage(message, fromClients)) {
					share(message);
				}
				return message;
			}
		});
	}

	/** Whether it could refuse what was sent already. Spring's own do not, and here is no longer the socket's thread with its order. */
	private static boolean refusesLate(ChannelInterceptor interceptor) {
		return interceptor instanceof ExecutorChannelInterceptor && !interceptor.getClass().getName().startsWith("org.springframework.");
	}

	private MessageHandler handlerOf(Message<?> message) {
		return isForUser(SimpMessageHeaderAccessor.getDestination(message.getHeaders())) ? this.users : this.broker;
	}

	private boolean isForUser(String destination) {
		return this.userPrefix != null && destination.startsWith(this.userPrefix);
	}

	/**
	 * Not a subscription, nor one that UserDestinationMessageHandler has made of another for one session. A client could write the
	 * mark of the latter into its frame.
	 */
	private static boolean isMessage(Message<?> message, boolean fromClient) {
		MessageHeaders headers = message.getHeaders();
		SimpMessageType type = SimpMessageHeaderAccessor.getMessageType(headers);
		return (type == null || type == SimpMessageType.MESSAGE) && message.getPayload() instanceof byte[]
				&& SimpMessageHeaderAccessor.getDestination(headers) != null
				&& (fromClient || !SharedMessage.nativeHeaders(headers).containsKey(SimpMessageHeaderAccessor.ORIGINAL_DESTINATION));
	}

	private void share(Message<?> message) {
		String destination = SimpMessageHeaderAccessor.getDestination(message.getHeaders());
		if (isForUser(destination)) {
			shareWithUser(message, destination);
		}
		else if (isForBroker(destination) && !isLocal(destination)) {
			publish(Frame.Kind.TOPIC, message, "");
		}
	}

	private boolean isForBroker(String destination) {
		Collection<String> prefixes = this.broker.getDestinationPrefixes();
		return prefixes.isEmpty() || prefixes.stream().anyMatch(destination::startsWith);
	}

	private boolean isLocal(String destination) {
		return this.local.stream().anyMatch((pattern) -> this.matcher.match(pattern, destination));
	}

	/**
	 * With a session that is the user's, Spring sends to that session alone. With one that is not, as when a client sends to another
	 * user, it sends to all of the user's.
	 */
	private void shareWithUser(Message<?> message, String destination) {
		int end = destination.indexOf('/', this.userPrefix.length());
		if (end < 0 || isLocal(destination) || isLocal(this.userPrefix + destination.substring(end + 1))) {
			return;
		}
		String user = destination.substring(this.userPrefix.length(), end).replace("%2F", "/");
		String session = SimpMessageHeaderAccessor.getSessionId(message.getHeaders());
		if (session == null || !this.sessions.has(session)) {
			publish(Frame.Kind.USER, message, session == null ? "" : session);
		}
		else if (!this.sessions.isOf(session, user)) {
			publish(Frame.Kind.USER, message, "");
		}
	}

	private void publish(Frame.Kind kind, Message<?> message, String session) {
		this.outbox.add(kind, Frame.write(kind, this.origin, (out) -> SharedMessage.write(out, message, session)));
	}

	/** Past the application's interceptors, which have seen it on the host of its sender. */
	void deliver(Frame.Kind kind, Message<byte[]> message) {
		String session = SimpMessageHeaderAccessor.getSessionId(message.getHeaders());
		if (kind == Frame.Kind.TOPIC) {
			this.broker.handleMessage(message);
		}
		else if (this.users != null && (session == null || this.sessions.has(session))) {
			this.users.handleMessage(message);
		}
	}

}
