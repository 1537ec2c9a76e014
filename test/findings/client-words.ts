/** What clients said, word for word, when a server did this to them; N stands for the status 400, 403, 404 or 502. */
export interface ClientWords {
  readonly refused: string;
  /** Closed before a byte of an answer. */
  readonly noAnswer?: string;
  /** Opened, and cut without a close frame. */
  readonly cut?: string;
  /** A 101 with another key. */
  readonly wrongKey?: string;
  /** A 101 without the sub-protocol that was offered. */
  readonly noProtocol?: string;
  readonly portClosed?: string;
  readonly unknownName?: string;
  readonly strangeCertificate?: string;
}

export const CLIENT_WORDS: Readonly<Record<string, ClientWords>> = {
  'ws 8.23.0 (Node)': {
    refused: 'Error: Unexpected server response: N',
    noAnswer: 'Error: socket hang up',
    wrongKey: 'Error: Invalid Sec-WebSocket-Accept header',
    noProtocol: 'Error: Server sent no subprotocol',
    unknownName: 'Error: getaddrinfo ENOTFOUND nowhere.invalid',
    strangeCertificate: 'Error: self-signed certificate',
  },
  'websockets 17.4 (Python)': {
    refused: 'websockets.exceptions.InvalidStatus: server rejected WebSocket connection: HTTP N',
    noAnswer: 'websockets.exceptions.InvalidMessage: did not receive a valid HTTP response',
    cut: 'websockets.exceptions.ConnectionClosedError: no close frame received or sent',
    wrongKey: 'websockets.exceptions.InvalidHeaderValue: invalid Sec-WebSocket-Accept header: JVxkmtKFjDcI/Pm/AGPEKSN6wT8=',
    portClosed: "ConnectionRefusedError: [Errno 111] Connect call failed ('127.0.0.1', 22209)",
    unknownName: 'socket.gaierror: [Errno -2] Name or service not known',
  },
  'aiohttp 3.14.5 (Python)': {
    refused: "aiohttp.client_exceptions.WSServerHandshakeError: N, message='Invalid response status', url='ws://api.example.com/ws'",
    wrongKey: "aiohttp.client_exceptions.WSServerHandshakeError: 101, message='Invalid challenge response', url='ws://api.example.com/ws'",
    portClosed:
      'aiohttp.client_exceptions.ClientConnectorError: Cannot connect to host 127.0.0.1:22209 ssl:default ' +
      "[Connect call failed ('127.0.0.1', 22209)]",
    unknownName:
      'aiohttp.client_exceptions.ClientConnectorDNSError: Cannot connect to host nowhere.invalid:80 ssl:default ' +
      '[Name or service not known]',
  },
  'websocket-client 1.9.2 (Python)': {
    refused: "websocket._exceptions.WebSocketBadStatusException: Handshake status N OK -+-+- {'connection': 'close'} -+-+- x",
    cut: 'websocket._exceptions.WebSocketConnectionClosedException: Connection to remote host was lost.',
    wrongKey: 'websocket._exceptions.WebSocketException: Invalid WebSocket Header',
    noProtocol: 'websocket._exceptions.WebSocketException: Invalid WebSocket Header',
    unknownName: 'websocket._exceptions.WebSocketAddressException: [Errno -2] Name or service not known',
  },
  'gorilla/websocket 1.5.3 (Go)': {
    refused: 'websocket: bad handshake',
    cut: 'websocket: close 1006 (abnormal closure): unexpected EOF',
    portClosed: 'dial tcp 127.0.0.1:22209: connect: connection refused',
    unknownName: 'dial tcp: lookup nowhere.invalid on 10.0.0.2:53: no such host',
  },
  'coder/websocket 1.8.15 (Go)': {
    refused: 'failed to WebSocket dial: expected handshake response status code 101 but got N',
    cut: 'failed to get reader: failed to read frame header: EOF',
    wrongKey:
      'failed to WebSocket dial: WebSocket protocol violation: ' +
      'invalid Sec-WebSocket-Accept "JVxkmtKFjDcI/Pm/AGPEKSN6wT8=", key "wR5M/WqAxdP9e80q5GsW4Q=="',
    portClosed:
      'failed to WebSocket dial: failed to send handshake request: Get "http://127.0.0.1:22209/ws": ' +
      'dial tcp 127.0.0.1:22209: connect: connection refused',
    unknownName:
      'failed to WebSocket dial: failed to send handshake request: Get "http://nowhere.invalid/ws": ' +
      'dial tcp: lookup nowhere.invalid on 10.0.0.2:53: no such host',
  },
  'java.net.http (JDK 17)': {
    refused: 'jdk.internal.net.http.websocket.CheckFailedException: Unexpected HTTP response status code N',
    noAnswer: 'java.io.IOException: HTTP/1.1 header parser received no bytes',
    wrongKey: 'jdk.internal.net.http.websocket.CheckFailedException: Bad Sec-WebSocket-Accept',
    unknownName: 'java.nio.channels.UnresolvedAddressException',
    strangeCertificate:
      'javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: ' +
      'unable to find valid certification path to requested target',
  },
  'Java-WebSocket 1.6.0': {
    refused: 'close 1002 Invalid status code received: N Status line: HTTP/1.1 N',
    wrongKey: 'close 1002 draft Draft_6455 extension: DefaultExtension max frame size: 2147483647 refuses handshake',
    noProtocol: 'close 1002 draft Draft_6455 extension: DefaultExtension max frame size: 2147483647 refuses handshake',
  },
  'OkHttp 4.12.0 (Android)': {
    refused: "java.net.ProtocolException: Expected HTTP 101 response but was 'N '",
    noAnswer: 'java.io.IOException: unexpected end of stream on http://api.example.com/...',
    wrongKey:
      "java.net.ProtocolException: Expected 'Sec-WebSocket-Accept' header value '3ysNiIMIZB+r8Bfsu/NF6M18uMo=' " +
      "but was 'JVxkmtKFjDcI/Pm/AGPEKSN6wT8='",
    portClosed: 'java.net.ConnectException: Failed to connect to /127.0.0.1:22209',
  },
  'StandardWebSocketClient (Spring 6.2.19, Tomcat 10.1.36)': {
    refused: 'jakarta.websocket.DeploymentException: The HTTP response from the server [N] did not permit the HTTP upgrade to WebSocket',
    noAnswer:
      'java.io.EOFException: The HTTP upgrade to WebSocket failed but partial data may have been received: ' +
      'Status Code [0], HTTP headers [{}]',
    cut: 'closed CloseStatus[code=1006, reason=null]',
    unknownName: 'java.nio.channels.UnresolvedAddressException',
  },
  'Jetty 12.0.16': {
    refused:
      'org.eclipse.jetty.websocket.core.exception.UpgradeException: ' +
      'Failed to upgrade to websocket: Unexpected HTTP Response Status Code: N Bad Request',
    cut: 'close 1006 Session Closed',
    wrongKey:
      'org.eclipse.jetty.client.HttpResponseException: Invalid Sec-WebSocket-Accept hash ' +
      '(was: JVxkmtKFjDcI/Pm/AGPEKSN6wT8= expected: C4K6TpeFyq8/s9dYZ9Z6m16iXtQ=)',
  },
  'Firefox 153.8': {
    refused: '[JavaScript Error: "Firefox can’t establish a connection to the server at ws://127.0.0.1:22201/400."]',
    cut: '[JavaScript Error: "The connection to ws://127.0.0.1:22201/rst was interrupted while the page was loading."]',
  },
};

/** What was not run: the texts are those of the software's own source or of its vendor's documentation. */
export const WORDS_BY_SOURCE: Readonly<Record<string, ClientWords>> = {
  'Dart before 3.6': { refused: "WebSocketException: Connection to 'http://api.example.com:0/ws#' was not upgraded to websocket" },
  'Dart (Flutter)': {
    refused: "WebSocketException: Connection to 'http://api.example.com:0/ws#' was not upgraded to websocket, HTTP status code: N",
    unknownName: "SocketException: Failed host lookup: 'nowhere.invalid'",
  },
  '.NET ClientWebSocket': { refused: "The server returned status code 'N' when status code '101' was expected." },
  'URLSession (Swift)': { refused: 'Error Domain=NSURLErrorDomain Code=-1011 "There was a bad response from the server."' },
};
