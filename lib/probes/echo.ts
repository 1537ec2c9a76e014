/** Where to send, and where the answer is expected. */
export interface Echo {
  readonly send: string;
  readonly receive: string;
  /** The message's body, with ID where each message differs; by default JSON whose fields have the names that chat applications use. */
  readonly body?: string;
}

/** Stands in a body for what tells a message from others. */
export const ID = '{id}';

/** A message's body. It goes without a content type, as browsers send it: Spring then takes it for JSON and for a plain String alike. */
export function bodyOf({ body }: Echo, id: string): string {
  return body?.replaceAll(ID, id) ?? JSON.stringify({ id, from: 'rehearsal', sender: 'rehearsal', text: id, content: id, message: id });
}
