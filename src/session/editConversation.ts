import type { Client } from '../api/client';
import { ApiError } from '../api/errors';
import type { CreateRequest, Step } from '../api/types';
import { askOnce, onceSettings } from './askOnce';
import type { TurnSettings } from './request';

/** Questions that follow one another, each with the answers before, outside of any chat. */
export interface EditConversation {
  /** Under which the service keeps what was said. */
  readonly ids: readonly string[];
  /** @param onText is told the whole text so far */
  readonly ask: (prompt: string, onText: (text: string) => void, signal: AbortSignal) => Promise<string>;
}

/** Begins one. With `store` it goes on by the id of the last answer, else everything is sent again. */
export function createEditConversation(
  client: () => Promise<Pick<Client, 'stream'>>,
  settings: () => Pick<TurnSettings, 'model' | 'thinkingLevel' | 'store'>,
  instruction: string,
): EditConversation {
  const history: Step[] = [];
  const ids: string[] = [];
  let previous: string | undefined;

  return {
    ids,
    async ask(prompt, onText, signal) {
      const read = settings();
      const question: Step = { type: 'user_input', content: [{ type: 'text', text: prompt }] };
      const request = (chain: string | undefined): CreateRequest => ({
        ...onceSettings(read),
        system_instruction: instruction,
        input: chain !== undefined || history.length === 0 ? prompt : [...history, question],
        ...(chain === undefined ? {} : { previous_interaction_id: chain }),
        ...(read.store ? {} : { store: false }),
      });
      const asked = async (chain: string | undefined) =>
        askOnce(await client(), request(chain), onText, signal);
      const chain = read.store ? previous : undefined;
      const answer = await asked(chain).catch(async (error: unknown) => {
        if (chain === undefined || !isExpired(error)) throw error;
        return asked(undefined);
      });
      history.push(question, ...answer.steps);
      previous = read.store ? answer.id : undefined;
      if (read.store && answer.id !== undefined) ids.push(answer.id);
      return answer.text;
    },
  };
}

/** An earlier answer that the service no longer has. */
function isExpired(error: unknown): boolean {
  return error instanceof ApiError && (error.kind === 'notFound' || error.kind === 'permission');
}
