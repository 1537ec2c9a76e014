package com.example.broker;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Properties;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.SslContext;
import org.apache.activemq.broker.region.policy.PolicyEntry;
import org.apache.activemq.broker.region.policy.PolicyMap;
import org.apache.activemq.security.AuthenticationUser;
import org.apache.activemq.security.SimpleAuthenticationPlugin;

/**
 * ActiveMQ Classic with a STOMP connector, and nothing on disk. Its only argument is a file
 * of properties: address, login, passcode, and keystore for TLS. It prints its port.
 */
public final class Broker {

	private Broker() {
	}

	public static void main(String[] args) throws Exception {
		var given = new Properties();
		try (InputStream file = Files.newInputStream(Path.of(args[0]))) {
			given.load(file);
		}
		var broker = new BrokerService();
		broker.setPersistent(false);
		broker.setUseJmx(false);
		broker.setPlugins(new BrokerPlugin[] { new SimpleAuthenticationPlugin(
				List.of(new AuthenticationUser(given.getProperty("login"), given.getProperty("passcode"), "users"))) });
		removeWhatNobodyUses(broker);
		String keystore = given.getProperty("keystore");
		if (keystore != null) {
			broker.setSslContext(new SslContext(keys(Path.of(keystore), given.getProperty("passcode")), null, null));
		}
		var connector = broker.addConnector((keystore != null ? "stomp+nio+ssl" : "stomp+nio") + "://"
				+ given.getProperty("address") + "?maximumConnections=" + given.getProperty("maximumConnections", "2000"));
		broker.start();
		System.out.println("listens on " + connector.getConnectUri().getPort());
		broker.waitUntilStopped();
	}

	/** A session's own destinations would stay for ever. */
	private static void removeWhatNobodyUses(BrokerService broker) {
		var policy = new PolicyEntry();
		policy.setGcInactiveDestinations(true);
		policy.setInactiveTimeoutBeforeGC(60_000);
		var policies = new PolicyMap();
		policies.setDefaultEntry(policy);
		broker.setDestinationPolicy(policies);
		broker.setSchedulePeriodForDestinationPurge(30_000);
	}

	private static KeyManager[] keys(Path file, String password) throws Exception {
		var store = KeyStore.getInstance("PKCS12");
		try (InputStream content = Files.newInputStream(file)) {
			store.load(content, password.toCharArray());
		}
		var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(store, password.toCharArray());
		return keys.getKeyManagers();
	}

}
