const CONFIG = 'org.springframework.web.socket.config.annotation';
const MAPPING = 'String[] value() default {}; String[] path() default {}; String[] produces() default {};';

/** The few types of Spring and Jakarta that socket configurations name, by package: enough for javac, nothing of it runs. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  [CONFIG]: [
    'interface StompEndpointRegistry { StompWebSocketEndpointRegistration addEndpoint(String... paths); }',
    `interface StompWebSocketEndpointRegistration { SockJsServiceRegistration withSockJS();
      StompWebSocketEndpointRegistration setAllowedOriginPatterns(String... patterns);
      StompWebSocketEndpointRegistration setHandshakeHandler(Object handler); }`,
    'class SockJsServiceRegistration { public SockJsServiceRegistration setHeartbeatTime(long millis) { return this; } }',
    'interface WebSocketHandlerRegistry { WebSocketHandlerRegistration addHandler(Object handler, String... paths); }',
    `interface WebSocketHandlerRegistration { WebSocketHandlerRegistration addHandler(Object handler, String... paths);
      WebSocketHandlerRegistration setAllowedOrigins(String... origins); SockJsServiceRegistration withSockJS(); }`,
    `abstract class AbstractWebSocketMessageBrokerConfigurer {
      public abstract void registerStompEndpoints(StompEndpointRegistry registry); }`,
  ],
  'org.springframework.web.reactive.handler': [
    `class SimpleUrlHandlerMapping { public SimpleUrlHandlerMapping() {}
      public SimpleUrlHandlerMapping(java.util.Map<String, ?> map, int order) {} public void setUrlMap(java.util.Map<String, ?> map) {} }`,
  ],
  'org.springframework.web.servlet.mvc.method.annotation': ['class SseEmitter {}'],
  'org.springframework.http.codec': ['class ServerSentEvent<T> {}'],
  'org.springframework.http': [
    'class ResponseEntity<T> {}',
    `class MediaType { public static final String TEXT_EVENT_STREAM_VALUE = "text/event-stream";
      public static final String APPLICATION_JSON_VALUE = "application/json"; }`,
  ],
  'reactor.core.publisher': ['class Flux<T> {}'],
  'org.springframework.web.bind.annotation': [`@interface RequestMapping { ${MAPPING} }`, `@interface GetMapping { ${MAPPING} }`],
  'org.springframework.beans.factory.annotation': ['@interface Value { String value(); }'],
  'jakarta.websocket.server': ['@interface ServerEndpoint { String value(); }'],
  'javax.websocket.server': ['@interface ServerEndpoint { String value(); }'],
};

/** Source files by name. */
export const STUBS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(TYPES).flatMap(([name, types]) =>
    types.map((type) => {
      const file = `${name.replace(/\./g, '/')}/${/(?:class|interface) (\w+)/.exec(type)![1]}.java`;
      const kept = type.startsWith('@') ? '@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) ' : '';
      return [file, `package ${name};\n${kept}public ${type}\n`];
    }),
  ),
);
