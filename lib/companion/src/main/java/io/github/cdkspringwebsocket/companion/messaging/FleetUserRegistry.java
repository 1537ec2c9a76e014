package io.github.cdkspringwebsocket.companion.messaging;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.springframework.context.ApplicationEvent;
import org.springframework.messaging.simp.user.SimpSession;
import org.springframework.messaging.simp.user.SimpSubscription;
import org.springframework.messaging.simp.user.SimpSubscriptionMatcher;
import org.springframework.messaging.simp.user.SimpUser;
import org.springframework.web.socket.messaging.DefaultSimpUserRegistry;

/** Spring's registry, with the users of the other hosts in it. Not final: an aspect of the application's may make a proxy of it. */
class FleetUserRegistry extends DefaultSimpUserRegistry {

	private final RemoteSessions elsewhere;

	FleetUserRegistry(RemoteSessions elsewhere) {
		this.elsewhere = elsewhere;
	}

	/** It counts sessions of this host only: events about others are for the application. */
	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (!(event.getSource() instanceof RemoteSessions)) {
			super.onApplicationEvent(event);
		}
	}

	@Override
	public SimpUser getUser(String name) {
		SimpUser here = super.getUser(name);
		Map<String, SimpSession> sessions = this.elsewhere.of(name);
		return sessions.isEmpty() ? here : new FleetUser(name, here, sessions);
	}

	@Override
	public Set<SimpUser> getUsers() {
		Set<SimpUser> users = new HashSet<>();
		this.elsewhere.byUser().keySet().forEach((name) -> users.add(getUser(name)));
		users.remove(null);
		users.addAll(super.getUsers());
		return users;
	}

	@Override
	public int getUserCount() {
		return super.getUserCount()
				+ (int) this.elsewhere.byUser().keySet().stream().filter((name) -> super.getUser(name) == null).count();
	}

	@Override
	public Set<SimpSubscription> findSubscriptions(SimpSubscriptionMatcher matcher) {
		Set<SimpSubscription> found = new HashSet<>(super.findSubscriptions(matcher));
		this.elsewhere.byUser().values().forEach((sessions) -> sessions.values().forEach((session) -> session.getSubscriptions()
			.stream().filter(matcher::match).forEach(found::add)));
		return found;
	}

}
