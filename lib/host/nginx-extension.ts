/** Further nginx text. It is parsed at synthesis; what would break out of its place or void what the host needs is refused. */
export interface NginxExtension {
  /**
   * For the http block, such as `limit_req_zone $binary_remote_addr zone=sockets:10m rate=5r/s;`.
   *
   * @default - none
   */
  readonly http?: string;

  /**
   * For the server block. A `location` here replaces the host's own location of the same path; it reaches Spring Boot
   * with `include proxy.conf;`, and carries sockets with `include stream.conf;` besides.
   *
   * @default - none
   */
  readonly server?: string;
}
