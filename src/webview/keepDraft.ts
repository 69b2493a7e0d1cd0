import type { FromPanel } from '../protocol/messages';
import type { Store } from './store';

/** How long typing may pause before the draft is told to the extension, in milliseconds. */
const pauseMs = 250;

/**
 * Tells the extension of the draft: when typing pauses, and at once when the page loses the focus or goes away.
 * @returns the way to tell it now, as is done before it is sent: what is told later would stand there again.
 */
export function keepDraft(store: Store, post: (message: FromPanel) => void): () => void {
  let told = store.get().draft;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const { draft, conversation } = store.get();
    if (draft === told || conversation === undefined) return;
    told = draft;
    post({ type: 'draftChanged', conversationId: conversation.id, text: draft });
  };
  store.subscribe(() => {
    if (store.get().draft !== told) timer ??= setTimeout(tell, pauseMs);
  });
  for (const moment of ['blur', 'pagehide']) window.addEventListener(moment, tell);
  return tell;
}
