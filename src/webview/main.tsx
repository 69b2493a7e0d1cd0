import { render } from 'preact';
import type { ToPanel } from '../protocol/messages';
import { App } from './App';
import { inNextFrame } from './frame';
import { keepDraft } from './keepDraft';
import { createStore } from './store';
import { takeVsCodeApi } from './vscodeApi';

const api = takeVsCodeApi();
const store = createStore({
  post: (message) => api.post(message),
  schedule: inNextFrame,
});
const tellDraft = keepDraft(store, (message) => api.post(message));
window.addEventListener('message', ({ data }: MessageEvent<ToPanel>) => store.receive(data));

const root = document.getElementById('root');
if (root !== null) {
  root.replaceChildren();
  const post: typeof api.post = (message) => {
    if (message.type === 'send') tellDraft();
    api.post(message);
  };
  render(<App store={store} api={{ ...api, post }} />, root);
}
api.post({ type: 'ready' });
