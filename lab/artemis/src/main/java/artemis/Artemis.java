package artemis;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;

import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/**
 * ActiveMQ Artemis with a STOMP acceptor over TLS, and nothing on disk. Its only argument is a file of properties: address,
 * login, passcode, and a keystore with this password.
 */
public final class Artemis {

	private Artemis() {
	}

	public static void main(String[] args) throws Exception {
		var given = new Properties();
		try (InputStream file = Files.newInputStream(Path.of(args[0]))) {
			given.load(file);
		}
		var users = new SecurityConfiguration();
		users.addUser(given.getProperty("login"), given.getProperty("passcode"));
		users.addRole(given.getProperty("login"), "applications");
		var configuration = new ConfigurationImpl().setPersistenceEnabled(false)
			.setJMXManagementEnabled(false)
			.addAcceptorConfiguration("stomp",
					"tcp://" + given.getProperty("address") + "?protocols=STOMP;anycastPrefix=/queue/;multicastPrefix=/topic/"
							+ ";sslEnabled=true;keyStoreType=PKCS12;keyStorePath=" + given.getProperty("keystore")
							+ ";keyStorePassword=" + given.getProperty("passcode"));
		configuration.putSecurityRoles("#",
				Set.of(new Role("applications", true, true, true, true, true, true, false, true, true, true, false, false)));
		var broker = new EmbeddedActiveMQ();
		broker.setConfiguration(configuration);
		broker.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
		broker.start();
	}

}
