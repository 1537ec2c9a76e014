/** One way to declare endpoints, in Java. */
export interface Structure {
  readonly title: string;
  /** Java sources: what stands in the package, by class. */
  readonly java: Readonly<Record<string, string>>;
  readonly properties?: string;
  /** Kind and path of each endpoint. */
  readonly endpoints: readonly string[];
  /** What cannot be told from classes, or from sources. */
  readonly doubts?: readonly string[];
}

const configurer = (body: string) => `class Config { void registerStompEndpoints(StompEndpointRegistry registry) { ${body} } }`;
const unknown = ['Config.registerStompEndpoints: its path is made when the application runs'];

/** The class of inputs: what Spring applications look like. */
export const STRUCTURES: readonly Structure[] = [
  {
    title: 'one endpoint with SockJS',
    java: { Config: configurer('registry.addEndpoint("/ws").withSockJS();') },
    endpoints: ['sockjs /ws'],
  },
  { title: 'one endpoint without', java: { Config: configurer('registry.addEndpoint("/ws");') }, endpoints: ['stomp /ws'] },
  {
    title: 'both at one path',
    java: { Config: configurer('registry.addEndpoint("/ws"); registry.addEndpoint("/ws").withSockJS();') },
    endpoints: ['sockjs /ws'],
  },
  {
    title: 'several paths at once',
    java: { Config: configurer('registry.addEndpoint("/a", "/b").withSockJS();') },
    endpoints: ['sockjs /a', 'sockjs /b'],
  },
  {
    title: 'an array of paths',
    java: { Config: configurer('registry.addEndpoint(new String[] { "/a", "/b" });') },
    endpoints: ['stomp /a', 'stomp /b'],
  },
  {
    title: 'a chain of calls before withSockJS',
    java: {
      Config: configurer(
        `registry.addEndpoint("/ws").setAllowedOriginPatterns("https://*.example.com")
           .setHandshakeHandler(new Object()).withSockJS().setHeartbeatTime(25_000L);`,
      ),
    },
    endpoints: ['sockjs /ws'],
  },
  {
    title: 'a variable in between',
    java: {
      Config: configurer(
        `var one = registry.addEndpoint("/one"); var two = registry.addEndpoint("/two");
         two.setAllowedOriginPatterns("*"); one.withSockJS();`,
      ),
    },
    endpoints: ['sockjs /one', 'stomp /two'],
  },
  {
    title: 'constants, of the class and of another',
    java: {
      Paths: 'final class Paths { static final String ROOT = "/api"; static final String CHAT = ROOT + "/chat"; }',
      Config: `class Config { private static final String WS = "/ws"; // "/old"
        void registerStompEndpoints(StompEndpointRegistry registry) { registry.addEndpoint(WS, Paths.CHAT).withSockJS(); } }`,
    },
    endpoints: ['sockjs /ws', 'sockjs /api/chat'],
  },
  {
    title: 'texts put together',
    java: {
      Config: `class Config { static String prefix = "/api"; void registerStompEndpoints(StompEndpointRegistry registry) {
      registry.addEndpoint(prefix + "/ws" + "-chat"); } }`,
    },
    endpoints: ['stomp /api/ws-chat'],
  },
  {
    title: 'a property with and without a default',
    java: {
      Config: `class Config { @Value("\${app.ws}") String ws; @Value("\${app.raw:/raw}") private String raw;
      void registerStompEndpoints(StompEndpointRegistry registry) { registry.addEndpoint(ws); registry.addEndpoint(raw); } }`,
    },
    properties: 'app.ws=/from-file\n',
    endpoints: ['stomp /from-file', 'stomp /raw'],
  },
  {
    title: 'a property through a constructor, after a number of two words',
    java: {
      Config: `class Config { private final String ws;
        Config(long wait, @Value("\${app.ws:/injected}") String ws) { this.ws = ws; }
        void registerStompEndpoints(StompEndpointRegistry registry) { registry.addEndpoint(ws).withSockJS(); } }`,
    },
    endpoints: ['sockjs /injected'],
  },
  {
    title: 'a property that no file sets',
    java: {
      Config: `class Config { @Value("\${app.ws}") String ws;
        void registerStompEndpoints(StompEndpointRegistry registry) { registry.addEndpoint(ws); } }`,
    },
    endpoints: [],
    doubts: ['Config.registerStompEndpoints: its path is ${app.ws}, which no configuration file sets'],
  },
  {
    title: 'a path that a method returns',
    java: {
      Config: `class Config { String path() { return System.getenv("WS"); }
        void registerStompEndpoints(StompEndpointRegistry registry) { registry.addEndpoint(path()).withSockJS(); } }`,
    },
    endpoints: [],
    doubts: unknown,
  },
  {
    title: 'one of two paths, by a condition',
    java: {
      Config: configurer(
        'registry.addEndpoint(System.getenv("OLD") == null ? "/new" : "/old").withSockJS(); registry.addEndpoint("/sure");',
      ),
    },
    endpoints: ['stomp /sure'],
    doubts: unknown,
  },
  {
    title: 'several configurers, one of them with the class of old',
    java: {
      One: 'class One { void registerStompEndpoints(StompEndpointRegistry r) { r.addEndpoint("/one").withSockJS(); } }',
      Two: `class Two extends AbstractWebSocketMessageBrokerConfigurer {
        public void registerStompEndpoints(StompEndpointRegistry r) { r.addEndpoint("/two"); } }`,
    },
    endpoints: ['sockjs /one', 'stomp /two'],
  },
  {
    title: 'handlers, also several in a chain',
    java: {
      Config: `class Config { void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
      registry.addHandler(new Object(), "/raw", "/also").setAllowedOrigins("*");
      registry.addHandler(new Object(), "/sock").addHandler(new Object(), "/and").withSockJS();
      registry.addHandler(new Object(), "/chain/*").addHandler(new Object(), "/rooms/{room:[a-z]+}"); } }`,
    },
    endpoints: ['sockjs /sock', 'sockjs /and', 'handler /raw', 'handler /also', 'handler /chain/{any}', 'handler /rooms/{room}'],
  },
  {
    title: '@ServerEndpoint, which the path of the DispatcherServlet leaves alone',
    java: {
      New: '@jakarta.websocket.server.ServerEndpoint("/new/{room}") class New {}',
      Old: '@javax.websocket.server.ServerEndpoint(value = "/old") class Old {}',
      Config: configurer('registry.addEndpoint("/ws");'),
    },
    properties: 'server.servlet.context-path=/app\nspring.mvc.servlet.path=/mvc\n',
    endpoints: ['stomp /app/mvc/ws', 'handler /app/new/{room}', 'handler /app/old'],
  },
  {
    title: 'event streams, with paths of class and method',
    java: {
      Streams: `@RequestMapping({"/api", "/v1"}) class Streams {
        @GetMapping("/emitter") SseEmitter emitter() { return null; }
        @GetMapping(path = "/flux", produces = MediaType.TEXT_EVENT_STREAM_VALUE) Flux<String> flux() { return null; }
        @GetMapping("/json") String json() { return "SseEmitter"; } }`,
      Others: `class Others {
        @GetMapping("/events/{id}") ResponseEntity<SseEmitter> wrapped(int id) { return null; }
        @RequestMapping("\${api}/sent") Flux<ServerSentEvent<String>> sent() { return null; }
        @GetMapping(value = "/plain", produces = MediaType.APPLICATION_JSON_VALUE) Flux<String> plain() { return null; } }`,
      All: '@RequestMapping(path = "/all", produces = "text/event-stream") class All { @GetMapping Flux<String> all() { return null; } }',
    },
    properties: 'api = /v2\n',
    endpoints: ['sse /api/emitter', 'sse /v1/emitter', 'sse /api/flux', 'sse /v1/flux', 'sse /events/{id}', 'sse /v2/sent', 'sse /all'],
  },
  {
    title: 'maps of WebFlux',
    java: {
      One: `class One { Object mapping() {
        return new org.springframework.web.reactive.handler.SimpleUrlHandlerMapping(
          Map.of("/one", new Object(), "/two", new Object()), 1); } }`,
      Two: `class Two { Object mapping() { Map<String, Object> map = new java.util.HashMap<>(); map.put("/three", new Object());
        var mapping = new org.springframework.web.reactive.handler.SimpleUrlHandlerMapping(); mapping.setUrlMap(map); return mapping; } }`,
      Other: 'class Other { Object map() { return Map.of("/no", new Object()); } }',
    },
    endpoints: ['handler /one', 'handler /two', 'handler /three'],
  },
  {
    title: 'a map of WebFlux with a path that is made when it runs',
    java: {
      Config: `class Config { Object registerStompEndpoints() { Map<String, Object> map = new java.util.HashMap<>();
        map.put("/sure", new Object()); map.put(System.getenv("PATHS"), new Object());
        var mapping = new org.springframework.web.reactive.handler.SimpleUrlHandlerMapping(); mapping.setUrlMap(map); return mapping; } }`,
    },
    endpoints: ['handler /sure'],
    doubts: unknown,
  },
  {
    title: 'no sockets at all',
    java: { Plain: 'class Plain { @GetMapping("/hello") String hello() { return "hello"; } }' },
    endpoints: [],
  },
];
