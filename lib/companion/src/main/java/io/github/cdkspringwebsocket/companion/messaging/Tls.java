package io.github.cdkspringwebsocket.companion.messaging;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** TLS with whom the JVM trusts, and only with the host of that name. */
final class Tls {

	private Tls() {
	}

	static Socket over(Socket tcp, EngineAddress address) throws IOException {
		SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
		try {
			SSLSocket socket = (SSLSocket) factory.createSocket(tcp, address.host(), address.port(), true);
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setEndpointIdentificationAlgorithm("HTTPS");
			socket.setSSLParameters(parameters);
			socket.setSoTimeout(Link.SILENT_SECONDS * 1_000);
			socket.startHandshake();
			return socket;
		}
		catch (IOException problem) {
			throw address.problem(why(problem, address));
		}
	}

	/** What went wrong, for the end of a sentence about the engine. */
	static String why(IOException problem, EngineAddress address) {
		String says = String.valueOf(problem.getMessage());
		for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
			if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
				return "has a certificate that is not valid at this host's time: " + cause.getMessage();
			}
			if (cause instanceof CertPathBuilderException || isWithoutAnchor(cause)) {
				return "has a certificate of an issuer that this Java does not trust";
			}
			if (cause instanceof CertificateException && String.valueOf(cause.getMessage()).matches("No (subject|name).*")) {
				return "has a certificate that is not for the name " + address.host() + ": " + cause.getMessage();
			}
			if (cause instanceof SocketTimeoutException) {
				return "is silent: it did not answer the TLS handshake for " + Link.SILENT_SECONDS + " s (does it expect TLS on this port?)";
			}
			if (cause instanceof EOFException || says.contains("reset")) {
				return "closed the connection during the TLS handshake (does it expect TLS on this port?)";
			}
		}
		if (says.matches(".*(U|u)nrecognized SSL message.*")) {
			return "does not speak TLS on this port";
		}
		return "fails TLS: " + says;
	}

	private static boolean isWithoutAnchor(Throwable cause) {
		return cause instanceof CertPathValidatorException
				&& ((CertPathValidatorException) cause).getReason() == PKIXReason.NO_TRUST_ANCHOR;
	}

}
