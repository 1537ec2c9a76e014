package io.github.cdkspringwebsocket.companion.messaging;

import java.security.Principal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.springframework.messaging.simp.user.SimpSession;
import org.springframework.messaging.simp.user.SimpUser;

/** A user with the sessions here, if there are any, and those elsewhere. */
final class FleetUser implements SimpUser {

	private final String name;

	private final SimpUser here;

	private final Map<String, SimpSession> elsewhere;

	FleetUser(String name, SimpUser here, Map<String, SimpSession> elsewhere) {
		this.name = name;
		this.here = here;
		this.elsewhere = elsewhere;
	}

	@Override
	public String getName() {
		return this.name;
	}

	/** Null for who is connected elsewhere only, as with a registry over several servers of Spring's own. */
	@Override
	public Principal getPrincipal() {
		return this.here == null ? null : this.here.getPrincipal();
	}

	@Override
	public boolean hasSessions() {
		return !this.elsewhere.isEmpty() || this.here != null && this.here.hasSessions();
	}

	@Override
	public SimpSession getSession(String id) {
		SimpSession session = this.here == null || id == null ? null : this.here.getSession(id);
		return session == null && id != null ? this.elsewhere.get(id) : session;
	}

	@Override
	public Set<SimpSession> getSessions() {
		Set<SimpSession> sessions = new HashSet<>(this.elsewhere.values());
		if (this.here != null) {
			sessions.addAll(this.here.getSessions());
		}
		return sessions;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof SimpUser && this.name.equals(((SimpUser) other).getName());
	}

	@Override
	public int hashCode() {
		return this.name.hashCode();
	}

	@Override
	public String toString() {
		return "name=" + this.name + ", sessions=" + getSessions();
	}

}
