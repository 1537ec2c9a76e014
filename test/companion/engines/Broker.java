import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.filter.DestinationMapEntry;
import org.apache.activemq.security.AuthenticationUser;
import org.apache.activemq.security.AuthorizationEntry;
import org.apache.activemq.security.AuthorizationPlugin;
import org.apache.activemq.security.DefaultAuthorizationMap;
import org.apache.activemq.security.SimpleAuthenticationPlugin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** ActiveMQ Classic with its STOMP connectors at the given ports, the second one with TLS, for two users; one of them may use the topic "chat". */
public final class Broker {

	public static void main(String[] ports) throws Exception {
		BrokerService broker = new BrokerService();
		broker.setPersistent(false);
		broker.setUseJmx(false);
		broker.setPlugins(new BrokerPlugin[] {
				new SimpleAuthenticationPlugin(Arrays.asList(
						new AuthenticationUser("app", "right", "applications"), new AuthenticationUser("other", "right", "others"))),
				new AuthorizationPlugin(new DefaultAuthorizationMap(entries())) });
		broker.addConnector("stomp://127.0.0.1:" + ports[0]);
		if (ports.length > 1) {
			broker.addConnector("stomp+ssl://127.0.0.1:" + ports[1]);
		}
		broker.start();
		System.out.println("started");
		broker.waitUntilStopped();
	}

	@SuppressWarnings("rawtypes")
	private static List<DestinationMapEntry> entries() throws Exception {
		List<DestinationMapEntry> entries = new ArrayList<>();
		entries.add(entry("chat", "applications"));
		entries.add(entry("ActiveMQ.Advisory.>", "applications,others"));
		return entries;
	}

	private static AuthorizationEntry entry(String topic, String roles) throws Exception {
		AuthorizationEntry entry = new AuthorizationEntry();
		entry.setTopic(topic);
		entry.setRead(roles);
		entry.setWrite(roles);
		entry.setAdmin(roles);
		return entry;
	}

}
