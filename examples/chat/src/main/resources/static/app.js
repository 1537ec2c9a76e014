import { Connection } from './connection.js';
import { $, showHost, showMessage, showNotification, showRemark, showRooms, showState, swapMessages, toast } from './view.js';

const USUAL_ROOMS = ['lobby', 'random', 'support'];

const params = new URLSearchParams(location.search);
const pick = (...words) => words[Math.floor(Math.random() * words.length)];
const clean = (value, allowed, most) => value?.replace(allowed, '-').slice(0, most);

let name = clean(params.get('name'), /[^\p{L}\p{N}_-]/gu, 30) || sessionStorage.getItem('name')
  || `${pick('calm', 'bright', 'quick', 'kind')}-${pick('otter', 'heron', 'fox', 'lynx')}-${pick(2, 3, 4, 5, 6, 7, 8, 9)}`;
let room = clean(params.get('room'), /[^A-Za-z0-9_-]/g, 40) || USUAL_ROOMS[0];
let people = [];
let interrupted = false;
let unread = 0;
const seen = new Set([...USUAL_ROOMS, room]);
const messagesByRoom = new Map();

const connection = new Connection({
  transports: params.get('transports')?.split(','),
  on: {
    state(state, transport) {
      showState(state, transport);
      if (state === 'disconnected') {
        interrupted = true;
        people = [];
        refreshRooms();
      }
      else if (state === 'connected' && interrupted) {
        interrupted = false;
        showRemark('Connected again. Messages sent meanwhile are not shown.');
      }
    },
    host: ({ name: host }) => showHost(host),
    message(from, message) {
      // The last messages of a room may still arrive after leaving it.
      if (from === room) {
        showMessage(message, name, mention);
      }
    },
    rooms(rooms) {
      people = rooms;
      refreshRooms();
    },
    notification(notification) {
      showNotification(notification, reply);
      toast(`${notification.from}: ${notification.text}`);
      if ($('bell').ariaExpanded !== 'true') {
        unread += 1;
        $('unread').textContent = unread;
      }
    },
    problem: (text) => toast(text, 'problem'),
  },
});

function refreshRooms() {
  const counts = new Map(people.map((each) => [each.name, each.people]));
  const names = [...new Set([...seen, ...counts.keys()])];
  showRooms(names.map((each) => ({ name: each, people: counts.get(each) ?? 0 })), room, enter);
}

function enter(next) {
  if (next !== room) {
    messagesByRoom.set(room, swapMessages(messagesByRoom.get(next) ?? []));
    room = next;
    seen.add(room);
    params.set('room', room);
    history.replaceState(null, '', `?${params}`);
    connection.enter(room);
    refreshRooms();
  }
  $('message-input').focus();
}

function mention(author) {
  const input = $('message-input');
  input.value = `${input.value}${input.value && !input.value.endsWith(' ') ? ' ' : ''}@${author} `;
  input.focus();
}

function reply(to) {
  $('notify-to').value = to;
  $('notify-text').focus();
}

/** Runs the action if connected, which Enter does not check, and empties the field. */
function onSubmit(form, input, action) {
  $(form).addEventListener('submit', (event) => {
    event.preventDefault();
    const value = $(input).value.trim();
    if (value && $('state').dataset.state === 'connected') {
      action(value);
      $(input).value = '';
    }
  });
}

onSubmit('message-form', 'message-input', (text) => connection.post(text));
onSubmit('join-form', 'join-input', enter);
onSubmit('notify-form', 'notify-text', (text) => {
  connection.notify($('notify-to').value, text);
  toast(`Sending to ${$('notify-to').value}`);
});

$('name-form').addEventListener('submit', (event) => {
  event.preventDefault();
  $('name-input').blur();
});
$('name-input').addEventListener('change', () => {
  if ($('name-input').reportValidity() && $('name-input').value !== name) {
    name = $('name-input').value;
    sessionStorage.setItem('name', name);
    if (params.has('name')) {
      params.set('name', name);
      history.replaceState(null, '', `?${params}`);
    }
    connection.connect(name);
  }
});

function toggleInbox(open) {
  $('bell').ariaExpanded = String(open);
  unread = 0;
  $('unread').textContent = '';
}

$('bell').addEventListener('click', () => toggleInbox($('bell').ariaExpanded !== 'true'));
$('inbox').addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    toggleInbox(false);
    $('bell').focus();
  }
});

$('name-input').value = name;
sessionStorage.setItem('name', name);
refreshRooms();
connection.enter(room);
connection.connect(name);
