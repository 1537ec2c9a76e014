/* global SockJS, StompJs */

const FIRST_DELAY = 1000;
const LONGEST_DELAY = 15000;

const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

/** STOMP over SockJS, with the subscriptions restored after every reconnect. */
export class Connection {

  #client;
  #room;
  #roomSubscription;
  #on;
  #failures = 0;

  /**
   * @param transports the SockJS transports to try, or undefined for all
   * @param on the functions to call: state, host, message, rooms, notification, problem
   */
  constructor({ transports, on }) {
    this.#on = on;
    let socket;
    this.#client = new StompJs.Client({
      webSocketFactory: () => {
        on.state('connecting');
        socket = new SockJS(new URL('ws-stomp', document.baseURI).href, null, { transports });
        return socket;
      },
      // By default it would wait for ever for the answer to its CONNECT.
      connectionTimeout: 30000,
      heartbeatIncoming: 25000,
      heartbeatOutgoing: 25000,
      // Browsers slow down the timers of a page in the background, but not those of a worker.
      heartbeatStrategy: StompJs.TickerStrategy.Worker,
      reconnectTimeMode: StompJs.ReconnectionTimeMode.EXPONENTIAL,
      reconnectDelay: FIRST_DELAY,
      maxReconnectDelay: LONGEST_DELAY,
      beforeConnect: () => this.#jitter(),
      onConnect: () => {
        this.#failures = 0;
        this.#subscribe();
        on.state('connected', socket.transport);
      },
      onWebSocketClose: () => {
        this.#failures += 1;
        // Not active: closed on purpose, to connect again under another name.
        on.state(this.#client.active ? 'disconnected' : 'connecting');
      },
      onStompError: (frame) => on.problem(frame.headers.message),
    });
  }

  // After a deployment everybody is thrown out at the same moment and must not come back at
  // the same moment.
  async #jitter() {
    if (this.#failures > 0) {
      await sleep(Math.random() * Math.min(FIRST_DELAY * 2 ** this.#failures, LONGEST_DELAY));
    }
  }

  async connect(name) {
    await this.#client.deactivate();
    this.#failures = 0;
    this.#client.connectHeaders = { login: name };
    this.#client.activate();
  }

  enter(room) {
    this.#room = room;
    if (this.#client.connected) {
      this.#roomSubscription?.unsubscribe();
      this.#subscribeRoom();
    }
  }

  post(text) {
    this.#send(`/app/rooms/${this.#room}`, text);
  }

  notify(name, text) {
    this.#send(`/app/notifications/${name}`, text);
  }

  #send(destination, text) {
    this.#client.publish({
      destination,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
    });
  }

  #subscribe() {
    this.#listen('/user/queue/errors', ({ error }) => this.#on.problem(error));
    this.#listen('/user/queue/notifications', this.#on.notification);
    this.#listen('/topic/rooms', this.#on.rooms);
    this.#subscribeRoom();
    this.#listen('/app/rooms', this.#on.rooms);
    this.#listen('/app/host', this.#on.host);
  }

  #subscribeRoom() {
    const room = this.#room;
    this.#roomSubscription = this.#listen(`/topic/rooms/${room}`, (message) => this.#on.message(room, message));
  }

  #listen(destination, callback) {
    return this.#client.subscribe(destination, (frame) => callback(JSON.parse(frame.body)));
  }

}
