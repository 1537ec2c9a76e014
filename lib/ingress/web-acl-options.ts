/** What a new web ACL checks. */
export interface WebAclOptions {
  /**
   * How many requests an address may make in five minutes, whatever they ask for; further ones get 403. From 10.
   *
   * Everybody behind one NAT gateway has the same address. A client with a WebSocket makes few requests; one that fell back to polling
   * makes two for each message, and at least one every 25 s.
   *
   * @default - no limit
   */
  readonly requestsPerAddress?: number;

  /**
   * How many WebSocket handshakes an address may make in five minutes; further ones get 403. From 10.
   *
   * All clients of a host that leaves connect again within seconds, so let it be well above the sockets that one address has open.
   *
   * @default - no limit
   */
  readonly handshakesPerAddress?: number;

  /**
   * Whether AWS's managed rules `AWSManagedRulesCommonRuleSet` and `AWSManagedRulesKnownBadInputsRuleSet` inspect every request that is
   * not of a socket route. On socket routes they would take a long message of SockJS's fallbacks, a token in a query string or what
   * users write to each other for an attack, and what goes over a WebSocket they do not see at all.
   *
   * @default true
   */
  readonly managedRules?: boolean;
}
