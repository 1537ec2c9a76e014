package io.github.cdkspringwebsocket.companion.messaging;

import java.io.IOException;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * This host's part in the fleet, from the moment on that the application has its beans. In the last phase, as SmartLifecycle is by
 * default: it starts after everything else and ends before, so what the application sends while it stops stays here.
 */
final class Membership implements SmartInitializingSingleton, SmartLifecycle, Fleet.Listener {

	private static final Log log = LogFactory.getLog(Messaging.class);

	/** By which Spring knows that no aspect of the application's is for it. */
	private static final String NAME = Membership.class.getName() + AutowireCapableBeanFactory.ORIGINAL_INSTANCE_SUFFIX;

	private final ConfigurableApplicationContext context;

	private final Settings settings;

	private final Outbox outbox;

	private final Fleet fleet;

	private final LocalSessions localSessions;

	private final RemoteSessions remoteSessions = new RemoteSessions();

	private final Uplink uplink;

	private volatile Bridge bridge;

	private volatile String obstacle;

	private volatile boolean running;

	Membership(ConfigurableApplicationContext context, Settings settings) {
		this.context = context;
		this.settings = settings;
		this.outbox = new Outbox(settings.maxAgeMillis());
		this.fleet = new Fleet(settings.host() == null ? "(no name)" : settings.host(), settings.maxAgeMillis(), this.outbox, this);
		this.localSessions = new LocalSessions(this.outbox, this.fleet.origin(), settings.sessionEvents());
		this.uplink = new Uplink(Engines.of(settings.engine(), settings), settings.engine() + " at " + settings.addresses(),
				this.outbox, this.fleet, this.localSessions);
	}

	void register() {
		this.context.getBeanFactory().addBeanPostProcessor(new UserRegistries(this.remoteSessions));
		this.context.addBeanFactoryPostProcessor((beans) -> {
			RootBeanDefinition definition = new RootBeanDefinition(Membership.class, () -> this);
			definition.setLazyInit(false);
			definition.setAutowireCandidate(false);
			((BeanDefinitionRegistry) beans).registerBeanDefinition(NAME, definition);
		});
	}

	@Override
	public void afterSingletonsInstantiated() {
		try {
			Brokers brokers = new Brokers(this.context.getBeanFactory());
			this.obstacle = brokers.obstacle();
			if (this.obstacle == null) {
				attach(brokers);
			}
		}
		catch (Throwable problem) {
			this.obstacle = problem.toString();
		}
		if (this.obstacle != null) {
			log.warn(Messaging.INACTIVE + this.obstacle);
		}
	}

	private void attach(Brokers brokers) {
		Bridge made = new Bridge(brokers, this.settings.localDestinations(), this.localSessions, this.outbox, this.fleet.origin());
		if (this.settings.sessionEvents()) {
			this.remoteSessions.publish(new RemoteSessionEvents(this.remoteSessions, this.context));
		}
		this.context.addApplicationListener(this.localSessions);
		made.attach(brokers.channel("clientInboundChannel"), true);
		made.attach(brokers.channel("brokerChannel"), false);
		this.bridge = made;
	}

	@Override
	public void start() {
		this.running = true;
		if (this.bridge != null) {
			this.outbox.open();
			this.uplink.start();
		}
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public void stop(Runnable callback) {
		this.running = false;
		if (this.bridge == null) {
			callback.run();
			return;
		}
		this.outbox.add(Frame.Kind.BYE, Frame.write(Frame.Kind.BYE, this.fleet.origin(), (out) -> {
		}));
		this.uplink.stop(callback);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public void shared(Frame frame) throws IOException {
		this.bridge.deliver(frame.kind, SharedMessage.read(frame.body));
	}

	@Override
	public void sessionsChanged(Frame frame) throws IOException {
		this.remoteSessions.changed(frame);
	}

	@Override
	public void allSessionsWanted() {
		this.localSessions.want();
	}

	@Override
	public void left(long origin) {
		this.remoteSessions.left(origin);
	}

	/** Null if nothing keeps it from sharing. */
	String obstacle() {
		return this.obstacle;
	}

	void figures(Map<String, Object> figures) {
		String away = this.uplink.problem();
		figures.put("connected", this.uplink.isConnected());
		figures.put("returned", this.fleet.isReturned());
		figures.put("hosts", this.fleet.hosts());
		figures.put("sent", this.outbox.sent());
		figures.put("received", this.fleet.received());
		figures.put("lost", this.fleet.lost());
		figures.put("dropped", this.outbox.dropped() + this.fleet.tooOld());
		figures.put("waiting", this.outbox.waiting());
		figures.put("problem", away == null ? this.fleet.problem() : away);
	}

}
