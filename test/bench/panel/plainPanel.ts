// A panel that shows an answer as plain text, one element for each paragraph, updated once a frame and kept at its
// end: the least that a chat can do. It takes the place of the panel's script and gets the same messages.
import type { ToPanel } from '../../../src/protocol/messages';

const root = document.getElementById('root');
const log = document.createElement('div');
log.className = 'log';
const turns = document.createElement('div');
turns.className = 'turns';
log.append(turns);
root?.replaceChildren(log);

let last: Text | undefined;
let waiting = '';
let scheduled = false;

function show(): void {
  scheduled = false;
  const [first = '', ...more] = waiting.split('\n\n');
  waiting = '';
  if (last === undefined) last = addParagraph(first);
  else last.appendData(first);
  for (const paragraph of more) last = addParagraph(paragraph);
  log.scrollTop = log.scrollHeight;
}

function addParagraph(text: string): Text {
  const element = document.createElement('p');
  element.style.whiteSpace = 'pre-wrap';
  const node = document.createTextNode(text);
  element.append(node);
  turns.append(element);
  return node;
}

window.addEventListener('message', ({ data }: MessageEvent<ToPanel>) => {
  if (data.type !== 'events') return;
  for (const event of data.events) {
    if (event.type !== 'received' || event.event.event_type !== 'step.delta') continue;
    if (event.event.delta.type === 'text') waiting += event.event.delta.text;
  }
  if (scheduled || waiting === '') return;
  scheduled = true;
  requestAnimationFrame(show);
});
