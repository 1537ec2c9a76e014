const MOST_MESSAGES = 300;
const STATES = { connected: 'Connected', connecting: 'Connecting', disconnected: 'Disconnected, trying again' };

export const $ = (id) => document.getElementById(id);

/** Everything people write goes through textContent, never through HTML. */
function element(tag, className, ...children) {
  const created = document.createElement(tag);
  created.className = className;
  created.append(...children);
  return created;
}

function time(at) {
  const created = element('time', '', new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }));
  created.dateTime = at;
  return created;
}

function person(name, title, onClick) {
  const created = element('button', 'person', name);
  created.type = 'button';
  created.title = title;
  created.addEventListener('click', onClick);
  return created;
}

function avatar(name) {
  const created = element('span', 'avatar', [...name][0].toUpperCase());
  const hue = [...name.toLowerCase()].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7);
  created.style.setProperty('--hue', hue);
  created.ariaHidden = true;
  return created;
}

function withMentions(text, me) {
  return text.split(/((?<![\p{L}\p{N}_-])@[\p{L}\p{N}_-]{1,30})/u).map((part, index) =>
    index % 2 ? element('mark', part.slice(1).toLowerCase() === me.toLowerCase() ? 'me' : '', part) : part);
}

export function showState(state, transport) {
  $('state').dataset.state = state;
  $('state').textContent = STATES[state];
  $('transport').textContent = transport ?? '';
  showHost('');
  $('send').disabled = $('notify').disabled = state !== 'connected';
}

export function showHost(name) {
  $('host').textContent = name;
}

export function showRooms(rooms, current, onEnter) {
  $('room-list').replaceChildren(...rooms.map(({ name, people }) => {
    const button = element('button', '', element('span', 'room', name));
    button.type = 'button';
    button.dataset.room = name;
    if (people) {
      const count = element('span', 'count', String(people));
      count.title = people === 1 ? '1 person' : `${people} people`;
      button.append(count);
    }
    if (name === current) {
      button.ariaCurrent = 'true';
    }
    button.addEventListener('click', () => onEnter(name));
    return element('li', '', button);
  }));
  const people = rooms.find(({ name }) => name === current)?.people ?? 0;
  $('room-title').textContent = `# ${current}`;
  $('room-people').textContent = people > 1 ? `${people} people here` : people ? 'Only you are here' : '';
}

function append(node, stick) {
  const messages = $('messages');
  const atEnd = messages.scrollHeight - messages.scrollTop - messages.clientHeight < 80;
  messages.append(node);
  while (messages.childElementCount > MOST_MESSAGES) {
    messages.firstElementChild.remove();
  }
  if (stick || atEnd) {
    messages.scrollTop = messages.scrollHeight;
  }
}

export function showMessage({ author, text, at }, me, onMention) {
  const own = author.toLowerCase() === me.toLowerCase();
  const head = element('div', 'head', person(author, `Mention ${author}`, () => onMention(author)), time(at));
  const body = element('div', 'text', ...withMentions(text, me));
  append(element('div', own ? 'message own' : 'message', avatar(author), head, body), own);
}

export function showRemark(text) {
  append(element('p', 'remark', text));
}

export function swapMessages(nodes) {
  const before = [...$('messages').childNodes];
  $('messages').replaceChildren(...nodes);
  $('messages').scrollTop = $('messages').scrollHeight;
  return before;
}

export function showNotification({ from, text, room, at }, onReply) {
  const where = element('span', 'where', room ? `mentioned you in #${room}` : 'wrote to you');
  const item = element('li', '', avatar(from),
    element('div', 'head', person(from, `Reply to ${from}`, () => onReply(from)), time(at)), where,
    element('div', 'text', text));
  $('notifications').prepend(item);
  while ($('notifications').childElementCount > MOST_MESSAGES) {
    $('notifications').lastElementChild.remove();
  }
}

export function toast(text, kind = '') {
  const created = element('div', `toast ${kind}`, text);
  if (kind === 'problem') {
    created.role = 'alert';
  }
  $('toasts').append(created);
  setTimeout(() => created.remove(), 6000);
}
