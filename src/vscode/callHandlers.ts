import * as vscode from 'vscode';
import { isObject, parseJson } from '../api/json';
import { callMark } from '../conversation/callMark';
import { callText } from '../conversation/callText';
import { callsOf, type CallState, type TurnCall } from '../conversation/calls';
import { turnOf } from '../conversation/select';
import type { CallReference, Handlers, ShownCall } from '../protocol/messages';
import type { Chat } from '../session/chats';
import { openDiff } from './openDiff';

/** The messages about calls, limits and instructions. */
type CallMessage =
  | 'allowCall'
  | 'denyCall'
  | 'editCall'
  | 'decidePart'
  | 'answerCall'
  | 'moveCall'
  | 'openCall'
  | 'openDiff'
  | 'goOn'
  | 'openInstructions';
type StateOf<K extends CallState['state']> = Extract<CallState, { readonly state: K }>;

/**
 * Brings what the person says to the calls of the chat that is shown. A call that does not exist, or is no longer in
 * the state that was answered, is left alone.
 */
export function createCallHandlers(
  current: () => Chat,
  openUri: (uri: string) => Promise<void>,
  openReview: (call: CallReference) => Promise<void>,
): Pick<Handlers, CallMessage> {
  const stateOf = <K extends CallState['state']>(
    { turnId, callKey }: CallReference,
    wanted: K,
  ): StateOf<K> | undefined => {
    const calls = turnOf(current().session.conversation, turnId)?.calls ?? {};
    const call = Object.hasOwn(calls, callKey) ? calls[callKey] : undefined;
    return call?.state === wanted ? (call as StateOf<K>) : undefined;
  };
  const asks = (shown: ShownCall): boolean => {
    const call = stateOf(shown, 'asking');
    return call !== undefined && callMark(call) === shown.mark;
  };
  const callOf = ({ turnId, callKey }: CallReference): TurnCall | undefined => {
    const turn = turnOf(current().session.conversation, turnId);
    return turn === undefined ? undefined : callsOf(turn).find(({ key }) => key === callKey);
  };

  return {
    allowCall(shown) {
      const { answers } = current().session;
      const { callKey, forChat } = shown;
      const mayRemember = stateOf(shown, 'asking')?.preview.remember !== undefined;
      if (asks(shown)) answers.decide(callKey, { type: 'allow', forChat: forChat && mayRemember });
    },
    denyCall(shown) {
      const { callKey, reason } = shown;
      if (asks(shown) && typeof reason === 'string')
        current().session.answers.decide(callKey, { type: 'deny', reason });
    },
    editCall(shown) {
      const given = typeof shown.arguments === 'string' ? parseJson(shown.arguments) : undefined;
      if (asks(shown) && isObject(given))
        current().session.answers.decide(shown.callKey, { type: 'edit', arguments: given });
    },
    decidePart(asked) {
      const { callKey, part, decision } = asked;
      const waits = stateOf(asked, 'asking')?.review?.parts.some(
        (each) => each.id === part && each.decision === 'pending',
      );
      if (waits === true && (decision === 'accepted' || decision === 'rejected'))
        current().session.answers.decide(callKey, { type: 'part', part, decision });
    },
    answerCall(asked) {
      const { text } = asked;
      if (typeof text === 'string' && text.trim() !== '' && stateOf(asked, 'questioning') !== undefined)
        current().session.answers.say(asked.callKey, text.trim());
    },
    moveCall(asked) {
      if (stateOf(asked, 'running') !== undefined) current().session.answers.moveToBackground(asked.callKey);
    },
    async openCall(asked) {
      const turn = turnOf(current().session.conversation, asked.turnId);
      const call = callOf(asked);
      if (turn === undefined || call === undefined) return;
      const content = callText(call.step, turn.calls?.[call.key]);
      const document = await vscode.workspace.openTextDocument({ content, language: 'markdown' });
      await vscode.window.showTextDocument(document);
    },
    async openDiff(asked) {
      const call = stateOf(asked, 'asking');
      if (call?.review !== undefined) {
        await openReview(asked);
        return;
      }
      const fact = call?.preview.facts[asked.fact];
      if (fact?.kind === 'diff') await openDiff(fact);
    },
    goOn({ turnId }) {
      const { conversation, answers } = current().session;
      if (turnOf(conversation, turnId)?.limit !== undefined) answers.letGoOn();
    },
    async openInstructions({ turnId, at }) {
      const file = turnOf(current().session.conversation, turnId)?.instructions?.[at];
      if (file !== undefined) await openUri(file.uri);
    },
  };
}
