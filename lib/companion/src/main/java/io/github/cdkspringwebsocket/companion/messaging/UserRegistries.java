package io.github.cdkspringwebsocket.companion.messaging;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.messaging.simp.user.SimpUserRegistry;
import org.springframework.web.socket.messaging.DefaultSimpUserRegistry;

/** Puts the fleet's registry in the place of Spring's own, before anybody has that. */
final class UserRegistries implements BeanPostProcessor {

	private static final Log log = LogFactory.getLog(Messaging.class);

	private final RemoteSessions elsewhere;

	UserRegistries(RemoteSessions elsewhere) {
		this.elsewhere = elsewhere;
	}

	/** A subclass stands wherever the original does; a registry of the application's own stays as it is. */
	@Override
	public Object postProcessBeforeInitialization(Object bean, String name) {
		if (bean.getClass() == DefaultSimpUserRegistry.class) {
			FleetUserRegistry registry = new FleetUserRegistry(this.elsewhere);
			registry.setOrder(((DefaultSimpUserRegistry) bean).getOrder());
			return registry;
		}
		if (bean instanceof SimpUserRegistry && !bean.getClass().getName().startsWith("org.springframework.")) {
			log.info("SimpUserRegistry is the application's own (" + bean.getClass().getName() + "): it shows the users of this host only");
		}
		return bean;
	}

}
