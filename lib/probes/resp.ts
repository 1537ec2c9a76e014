/** SUBSCRIBE in the protocol of Redis and Valkey. */
export function subscribe(channel: string): string {
  return `*2\r\n$9\r\nSUBSCRIBE\r\n$${Buffer.byteLength(channel)}\r\n${channel}\r\n`;
}

const END = '\r\n';

/** Takes the bytes that come after SUBSCRIBE, and hands on each whole message that was published. */
export function messagesIn(take: (message: Buffer) => void): (bytes: Buffer) => void {
  let held = Buffer.alloc(0);
  return (bytes) => {
    held = Buffer.concat([held, bytes]);
    for (let push = readPush(held); push; push = readPush(held)) {
      held = held.subarray(push.length);
      if (push.items[0]?.toString() === 'message' && push.items[2]) {
        take(push.items[2]);
      }
    }
  };
}

/** An array of bulk strings, or of what is one line long; undefined while it is not whole. */
function readPush(bytes: Buffer): { items: Buffer[]; length: number } | undefined {
  const head = line(bytes, 0);
  if (!head) {
    return undefined;
  }
  const items: Buffer[] = [];
  let at = head.next;
  for (let count = head.text.startsWith('*') ? Number(head.text.slice(1)) : 0; count > 0; count--) {
    const item = line(bytes, at);
    if (!item) {
      return undefined;
    }
    const size = item.text.startsWith('$') ? Number(item.text.slice(1)) : -1;
    if (size >= 0 && bytes.length < item.next + size + END.length) {
      return undefined;
    }
    items.push(size < 0 ? Buffer.from(item.text) : bytes.subarray(item.next, item.next + size));
    at = size < 0 ? item.next : item.next + size + END.length;
  }
  return { items, length: at };
}

function line(bytes: Buffer, from: number): { text: string; next: number } | undefined {
  const end = bytes.indexOf(END, from);
  return end < 0 ? undefined : { text: bytes.toString('latin1', from, end), next: end + END.length };
}
