package io.github.cdkspringwebsocket.companion.messaging;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where an engine is. Every problem with it is a sentence that begins with its name. */
final class EngineAddress {

	private static final Pattern FORM = Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^\\s:/\\[\\]]+)):([1-9][0-9]{0,4})");

	private static final int CONNECT_SECONDS = 3;

	private final String engine;

	private final String host;

	private final int port;

	private EngineAddress(String engine, String host, int port) {
		this.engine = engine;
		this.host = host;
		this.port = port;
	}

	static List<EngineAddress> all(String engine, List<String> addresses) {
		if (addresses.isEmpty()) {
			throw new IllegalArgumentException("no address of " + engine + " is given");
		}
		return addresses.stream().map((address) -> of(engine, address)).collect(Collectors.toList());
	}

	private static EngineAddress of(String engine, String address) {
		Matcher parts = FORM.matcher(address);
		if (!parts.matches() || Integer.parseInt(parts.group(3)) > 0xFFFF) {
			throw new IllegalArgumentException("\"" + address + "\" is no address of " + engine + ": write host:port");
		}
		String host = parts.group(1) != null ? parts.group(1) : parts.group(2);
		return new EngineAddress(engine, host, Integer.parseInt(parts.group(3)));
	}

	/** The connection to the first of them that one can talk to, or what is wrong with each. */
	static Engine.Connection first(List<EngineAddress> addresses, boolean tls, LogIn logIn) throws IOException {
		StringJoiner problems = new StringJoiner("; ");
		for (EngineAddress address : addresses) {
			try {
				return address.connect(tls, logIn);
			}
			catch (IOException problem) {
				problems.add(problem.getMessage());
			}
		}
		throw new IOException(problems.toString());
	}

	private Engine.Connection connect(boolean tls, LogIn logIn) throws IOException {
		Socket tcp = connect();
		try {
			return logIn.on(new Link(this, tcp, tls ? Tls.over(tcp, this) : tcp));
		}
		catch (IOException | RuntimeException problem) {
			tcp.close();
			throw problem;
		}
	}

	private Socket connect() throws IOException {
		IOException problem = null;
		for (InetAddress address : lookUp()) {
			Socket socket = new Socket();
			try {
				socket.setTcpNoDelay(true);
				socket.connect(new InetSocketAddress(address, this.port), CONNECT_SECONDS * 1_000);
				return socket;
			}
			catch (IOException unconnected) {
				socket.close();
				problem = problem(why(unconnected));
			}
		}
		throw problem;
	}

	private InetAddress[] lookUp() throws IOException {
		try {
			return InetAddress.getAllByName(this.host);
		}
		catch (UnknownHostException unknown) {
			throw problem("is not found: its name has no address");
		}
	}

	private static String why(IOException problem) {
		if (problem instanceof SocketTimeoutException) {
			return "does not answer: no connection within " + CONNECT_SECONDS + " s (a security group, a route, or it is down)";
		}
		if (String.valueOf(problem.getMessage()).contains("refused")) {
			return "refuses connections: nothing listens on its port";
		}
		return "is not reached: " + problem.getMessage();
	}

	String host() {
		return this.host;
	}

	int port() {
		return this.port;
	}

	IOException problem(String says) {
		return new IOException(this + " " + says);
	}

	@Override
	public String toString() {
		return this.engine + " at " + (this.host.contains(":") ? "[" + this.host + "]" : this.host) + ":" + this.port;
	}

	/** What an engine wants to hear before it can be used. */
	interface LogIn {

		Engine.Connection on(Link link) throws IOException;

	}

}
