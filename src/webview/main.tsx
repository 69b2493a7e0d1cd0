import { render } from 'preact';
import type { ToPanel } from '../protocol/messages';
import { App } from './App';
import { inNextFrame } from './frame';
import { createStore } from './store';
import { takeVsCodeApi } from './vscodeApi';

const api = takeVsCodeApi();
const store = createStore({
  post: (message) => api.post(message),
  schedule: inNextFrame,
  draft: api.load().draft,
});
let savedDraft = api.load().draft;
store.subscribe(() => {
  const { draft } = store.get();
  if (draft === savedDraft) return;
  savedDraft = draft;
  api.save({ draft });
});
window.addEventListener('message', ({ data }: MessageEvent<ToPanel>) => store.receive(data));

const root = document.getElementById('root');
if (root !== null) {
  root.replaceChildren();
  render(<App store={store} api={api} />, root);
}
api.post({ type: 'ready' });
