import { useEffect, useRef } from 'preact/hooks';
import type { Conversation } from '../conversation/state';
import type { PanelStatus } from '../protocol/messages';
import { usePanel } from './panelContext';

/** After this many milliseconds without any answer of the extension, sending may be tried again. */
const patienceMs = 3000;

/**
 * The way to send the draft. It stays in the composer until a turn with it has begun, so that nothing is lost when
 * sending is refused; it is not sent twice in between.
 */
export function useSending(options: {
  /** The draft as it is at that moment. */
  readonly currentDraft: () => string;
  readonly onDraft: (draft: string) => void;
  readonly conversation: Conversation | undefined;
  readonly status: PanelStatus | undefined;
}): (text: string) => void {
  const { currentDraft, conversation, status, onDraft } = options;
  const { post } = usePanel();
  const sent = useRef<{ readonly text: string; readonly turns: number; readonly at: number } | undefined>(
    undefined,
  );
  // A message has arrived when it is a turn, or waits to be one.
  const turns = (conversation?.turns.length ?? 0) + (conversation?.queue.length ?? 0);

  useEffect(() => {
    const waiting = sent.current;
    if (waiting === undefined || turns <= waiting.turns) return;
    sent.current = undefined;
    // What was typed in the meantime stays.
    const draft = currentDraft();
    if (draft.startsWith(waiting.text)) onDraft(draft.slice(waiting.text.length));
  }, [turns]);
  useEffect(() => {
    // What waits for uploads is taken from the composer by the extension, when it is sent.
    if (status?.notice !== undefined || status?.waitsFor !== undefined) sent.current = undefined;
  }, [status]);

  return (text) => {
    if (status !== undefined && !status.hasKey) {
      post({ type: 'setApiKey' });
      return;
    }
    if (sent.current?.text === text && Date.now() - sent.current.at < patienceMs) return;
    sent.current = { text, turns, at: Date.now() };
    post({ type: 'send', text: text.trim() });
  };
}
