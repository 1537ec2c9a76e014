import java.util.Collections;

import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/** ActiveMQ Artemis with a STOMP acceptor at the given port, for two users; one of them may do what the documentation names. */
public final class Artemis {

	public static void main(String[] ports) throws Exception {
		SecurityConfiguration users = new SecurityConfiguration();
		users.addUser("app", "right");
		users.addRole("app", "applications");
		users.addUser("other", "right");
		Configuration configuration = new ConfigurationImpl().setPersistenceEnabled(false).setJMXManagementEnabled(false)
			.addAcceptorConfiguration("stomp", "tcp://127.0.0.1:" + ports[0] + "?protocols=STOMP");
		configuration.putSecurityRoles("/topic/chat", Collections.singleton(
				new Role("applications", true, true, false, false, true, false, false, false, true, false, false, false)));
		EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
		broker.setConfiguration(configuration);
		broker.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
		broker.start();
		System.out.println("started");
	}

}
