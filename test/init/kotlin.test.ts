import { Configuration } from '../../lib/init/configuration';
import { endpointsOf } from '../../lib/init/endpoint';
import { declaredInSources } from '../../lib/init/source-endpoints';

const config = (body: string, head = '') => `${head}
@Configuration class Config : WebSocketMessageBrokerConfigurer {
  override fun registerStompEndpoints(registry: StompEndpointRegistry) { ${body} }
}`;

test.each<[string, string, string[]]>([
  ['a path', config('registry.addEndpoint("/ws").setAllowedOrigins("*").withSockJS()'), ['sockjs /ws']],
  [
    'a block before withSockJS',
    config('registry.addEndpoint("/ws").apply { setAllowedOriginPatterns("*") }?.withSockJS()'),
    ['sockjs /ws'],
  ],
  ['a constant', config('registry.addEndpoint(WS, "$WS/raw")', 'const val WS = "/ws"'), ['stomp /ws', 'stomp /ws/raw']],
  [
    'a constant of a companion',
    `class Paths { companion object { const val CHAT: String = "/chat" } } ${config('registry.addEndpoint(Paths.CHAT)')}`,
    ['stomp /chat'],
  ],
  [
    'an injected value',
    `class Config(@Value("\\\${app.ws:/injected}") private val ws: String) {
       fun f(registry: StompEndpointRegistry) { registry.addEndpoint(ws) } }`,
    ['stomp /injected'],
  ],
  [
    'two lines',
    config(`
    registry.addEndpoint("/one")
    registry.addEndpoint("/two")
      .withSockJS()`),
    ['sockjs /two', 'stomp /one'],
  ],
  [
    'an event stream',
    `@RequestMapping("/api") class Streams {
     @GetMapping("/flow", produces = [MediaType.TEXT_EVENT_STREAM_VALUE]) fun flow(): Flow<String> = emptyFlow()
     @GetMapping("/events") suspend fun events(): Flow<ServerSentEvent<String>> { } }`,
    ['sse /api/flow', 'sse /api/events'],
  ],
  [
    'a map of WebFlux',
    `import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping
     class Config { @Bean fun mapping(handler: Chat) = SimpleUrlHandlerMapping(mapOf("/ws" to handler), -1) }`,
    ['handler /ws'],
  ],
])('%s', (_, source, endpoints) => {
  const resolve = (text: string) => new Configuration({}).resolve(text);
  const found = endpointsOf(declaredInSources([source]), resolve, { context: '', servlet: '' });
  expect(found).toEqual({ endpoints: endpoints.map((text) => ({ kind: text.split(' ')[0], path: text.split(' ')[1] })), doubts: [] });
});
