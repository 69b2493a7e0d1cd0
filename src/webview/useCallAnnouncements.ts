import { useEffect, useRef } from 'preact/hooks';
import type { CallState } from '../conversation/calls';
import type { Turn } from '../conversation/state';
import { visibleText } from '../util/visibleText';
import { callWords, endOf } from './callWords';
import type { Announce } from './panelContext';

/** More calls than this that end together are announced as a number. */
const mostNamed = 2;

/** Says at once what the turn waits for the person to do, and quietly what its calls came to. */
export function useCallAnnouncements(turn: Turn | undefined, announce: Announce): void {
  const before = useRef<{ readonly turnId: string; readonly calls: Turn['calls']; readonly limit: unknown }>({
    turnId: '',
    calls: undefined,
    limit: undefined,
  });
  useEffect(() => {
    if (turn === undefined) return;
    const known = before.current.turnId === turn.id ? before.current : undefined;
    before.current = { turnId: turn.id, calls: turn.calls, limit: turn.limit };
    if (turn.limit !== undefined && known?.limit !== turn.limit)
      announce(callWords.limitReached(turn.limit), 'urgent');
    const ended: string[] = [];
    for (const [key, call] of Object.entries(turn.calls ?? {})) {
      const earlier = known?.calls?.[key];
      if (earlier === call) continue;
      if (call.state === 'asking' && earlier?.state === 'asking' && earlier.preview === call.preview) {
        const left = call.review?.parts.filter(({ decision }) => decision === 'pending').length ?? 0;
        if (left > 0) announce(callWords.partsLeft(left));
        continue;
      }
      const question = questionOf(call);
      if (question !== undefined) announce(question, 'urgent');
      // What had ended before the page was there is not read out.
      else if (call.state === 'answered' && known !== undefined && earlier?.state !== 'answered')
        ended.push(spokenEnd(call));
    }
    if (ended.length > mostNamed) announce(callWords.stepsSpoken(ended.length));
    else if (ended.length > 0) announce(ended.join(' '));
  }, [turn]);
}

function questionOf(call: CallState): string | undefined {
  if (call.state === 'questioning') {
    const { question, options } = call.question;
    return callWords.questionSpoken(visibleText([question, ...options].join(' ')));
  }
  if (call.state !== 'asking') return undefined;
  const { title, concerns } = call.preview;
  return visibleText([callWords.approvalSpoken(title), ...concerns].join(' '));
}

function spokenEnd(call: Extract<CallState, { readonly state: 'answered' }>): string {
  const came = endOf(call);
  return visibleText(came === '' ? `${call.title}.` : `${call.title}: ${came}.`);
}
