import type { Step } from '../../../src/api/types';
import type { Ids } from '../interactions/ids';
import { signatureOf } from '../interactions/ids';
import type { Run } from '../interactions/run';
import { textTokens } from '../interactions/usage';
import { textPieces } from '../interactions/deltas';
import { toList, toNumber, toObject, toText, words } from '../json';
import { modelKind } from '../resources/models';
import { agentAnswer } from './agentAnswer';
import type { Action, Answer } from './answer';
import { builtInToolSteps } from './builtInTools';
import { functionSteps } from './functionCalls';
import { mediaAnswer } from './mediaAnswer';
import { proseFor } from './prose';
import { questionOf } from './question';
import { inPieces } from './scripted';
import { structuredText } from './structured';

/** What the emulator says when no test prepared an answer: enough for a person to try every part of a client. */
export function defaultAnswer(run: Run, ids: Ids): Answer {
  const agent = toText(run.request['agent']);
  if (agent !== undefined) return agentAnswer(run, agent, ids);
  const kind = modelKind(toText(run.request['model'])?.replace(/^models\//, '') ?? '');
  if (kind !== undefined && kind !== 'text') return mediaAnswer(run, kind);
  return textAnswer(run, ids);
}

function textAnswer(run: Run, ids: Ids): Answer {
  const calls = functionSteps(run, ids);
  if (calls.length > 0) return { actions: [thought(run, 'a call'), ...calls.map((step) => ({ step }))] };
  const structured = structuredText(run.request);
  if (structured !== undefined) return finish(run, [thought(run, structured)], structured);
  const built = builtInToolSteps(run, ids);
  if (built) {
    const steps = built.steps.map((step) => ({ step }));
    const output = { step: built.output };
    // The 2.5 models tell afterwards what they searched.
    const isOld = words(run.request['model']).startsWith('gemini-2.5');
    return { actions: [thought(run, 'tools'), ...(isOld ? [output, ...steps] : [...steps, output])] };
  }
  const text = proseFor(run);
  return finish(run, [thought(run, text)], text);
}

/** The thought before an answer; its summary only when the request asks for one. */
function thought(run: Run, about: string): Action {
  const wanted = toObject(run.request['generation_config'])['thinking_summaries'] === 'auto';
  const summary = [
    {
      type: 'text',
      text: '**Reading the question**\n\nThe emulator looks for words that its script knows.\n\n\n',
    } as const,
    { type: 'text', text: '**Planning the answer**\n\nThen it puts together what it found.\n\n\n' } as const,
  ];
  const step: Step = { type: 'thought', ...(wanted ? { summary } : {}), signature: signatureOf(about) };
  return { step };
}

/** The text as the last step, within the limits that the request sets. */
function finish(run: Run, before: readonly Action[], whole: string): Answer {
  const config = toObject(run.request['generation_config']);
  const stops = toList(config['stop_sequences']).map((stop) => whole.indexOf(words(stop)));
  const stop = Math.min(whole.length, ...stops.filter((at) => at >= 0));
  const limit = toNumber(config['max_output_tokens']);
  const text = whole.slice(0, stop);
  if (limit !== undefined && textTokens(text) > limit) {
    return { actions: [...before, output(run, text.slice(0, limit * 4))], status: 'incomplete' };
  }
  return { actions: [...before, output(run, text)] };
}

/** The text as a step; a `[[gate:name]]` in the prompt makes it wait in the middle. */
function output(run: Run, text: string): Action {
  const gate = questionOf(run).commands.get('gate');
  if (gate === undefined) return { step: { type: 'model_output', content: [{ type: 'text', text }] } };
  const pieces = textPieces(text);
  const middle = Math.ceil(pieces.length / 2);
  return inPieces([...pieces.slice(0, middle), { gate }, ...pieces.slice(middle)]);
}
