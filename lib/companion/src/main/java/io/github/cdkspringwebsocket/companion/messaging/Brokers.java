package io.github.cdkspringwebsocket.companion.messaging;

import java.util.List;
import java.util.stream.Collectors;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.messaging.simp.broker.AbstractBrokerMessageHandler;
import org.springframework.messaging.simp.broker.SimpleBrokerMessageHandler;
import org.springframework.messaging.simp.stomp.StompBrokerRelayMessageHandler;
import org.springframework.messaging.simp.user.UserDestinationMessageHandler;
import org.springframework.messaging.support.InterceptableChannel;
import org.springframework.util.ClassUtils;

/** What Spring makes of enableSimpleBroker. */
final class Brokers {

	private final ConfigurableListableBeanFactory beans;

	Brokers(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	/** Why messages cannot be shared; null if they can. */
	String obstacle() {
		List<AbstractBrokerMessageHandler> all = all();
		if (all.isEmpty()) {
			return "the application has no STOMP broker (@EnableWebSocketMessageBroker with enableSimpleBroker)";
		}
		if (all.size() > 1) {
			return "the application has " + all.size() + " STOMP brokers";
		}
		Class<?> type = ClassUtils.getUserClass(all.get(0));
		if (StompBrokerRelayMessageHandler.class.isAssignableFrom(type)) {
			return "the application relays to a broker already (enableStompBrokerRelay), which all hosts share";
		}
		if (type != SimpleBrokerMessageHandler.class) {
			return "the application has a broker of its own (" + type.getName() + ")";
		}
		for (String channel : new String[] { "clientInboundChannel", "brokerChannel" }) {
			if (!this.beans.containsBean(channel) || !(this.beans.getBean(channel) instanceof InterceptableChannel)) {
				return "the application has no " + channel + " of Spring's";
			}
		}
		return null;
	}

	SimpleBrokerMessageHandler simple() {
		return (SimpleBrokerMessageHandler) all().get(0);
	}

	/** Null without one. */
	UserDestinationMessageHandler users() {
		return this.beans.getBeanProvider(UserDestinationMessageHandler.class).getIfAvailable();
	}

	InterceptableChannel channel(String name) {
		return this.beans.getBean(name, InterceptableChannel.class);
	}

	/** By the type that Spring declares, or one that is created lazily would not be found. */
	private List<AbstractBrokerMessageHandler> all() {
		return this.beans.getBeanProvider(AbstractBrokerMessageHandler.class).stream().collect(Collectors.toList());
	}

}
