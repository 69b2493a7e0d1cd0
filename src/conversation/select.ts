import type { Content, Usage } from '../api/types';
import type { Conversation, InputBlock, Round, Turn } from './state';

/** The turns from the first to the one at the head of the branch that is shown; every one is the parent of the next. */
export function path(conversation: Conversation): readonly Turn[] {
  return pathTo(conversation, conversation.headId);
}

/** The turns from the first to the given one. */
export function pathTo(conversation: Conversation, turnId: string | undefined): readonly Turn[] {
  const turns: Turn[] = [];
  let wanted = turnId;
  // Parents come before their children, so that one walk backwards finds them all.
  for (let at = conversation.turns.length - 1; at >= 0 && wanted !== undefined; at -= 1) {
    const turn = conversation.turns[at];
    if (turn?.id !== wanted) continue;
    turns.push(turn);
    wanted = turn.parentId;
  }
  return turns.reverse();
}

/** The turn of that id. */
export function turnOf(conversation: Conversation, turnId: string): Turn | undefined {
  return conversation.turns.findLast((turn) => turn.id === turnId);
}

/** The versions of a turn, itself included, in order of creation: the turns with the same parent. */
export function versionsOf(conversation: Conversation, turn: Turn): readonly Turn[] {
  return conversation.turns.filter((each) => each.parentId === turn.parentId);
}

/** The turns that continue the given one (or begin the conversation), in order of creation. */
export function childrenOf(conversation: Conversation, turnId: string | undefined): readonly Turn[] {
  return conversation.turns.filter((each) => each.parentId === turnId);
}

/** The end of the branch that goes through a turn, along the newest turn at each fork. */
export function leafOf(conversation: Conversation, turnId: string): string {
  let leaf = turnId;
  // Children come after their parents, so that one walk forwards from the newest child of each finds the end.
  for (;;) {
    const child = conversation.turns.findLast((each) => each.parentId === leaf);
    if (child === undefined) return leaf;
    leaf = child.id;
  }
}

/** The turn that runs now, on whatever branch. */
export function runningTurn(conversation: Conversation): Turn | undefined {
  return conversation.turns.findLast((turn) => turn.status === 'running');
}

/** The question of a turn: its input without the attachments. */
export function questionOf(turn: Turn): string {
  return turn.input
    .filter((block) => block.origin === undefined)
    .map(({ content }) => (content.type === 'text' ? content.text : ''))
    .join('\n');
}

/** The attachments of a turn, each with its position in the input. */
export function attachmentsOf(turn: Turn): readonly { readonly at: number; readonly block: InputBlock }[] {
  return turn.input.flatMap((block, at) => (block.origin === undefined ? [] : [{ at, block }]));
}

/** A part of an answer: one content block of one step. */
export interface PartReference {
  readonly round: number;
  readonly step: number;
  readonly content: number;
}

/** The stable key of a part: `round.step.content`, each counted from 0. */
export function partKey({ round, step, content }: PartReference): string {
  return `${round}.${step}.${content}`;
}

/** The content block that a key names; `undefined` when there is none. */
export function partOf(turn: Turn, key: string): Content | undefined {
  const [round, step, content] = key.split('.').map(Number);
  if (round === undefined || step === undefined || content === undefined) return undefined;
  const found = turn.rounds[round]?.steps[step];
  return found?.type === 'model_output' ? found.content?.[content] : undefined;
}

/** The text of a turn's answer, its text blocks joined. */
export function answerOf(turn: Turn): string {
  return turn.rounds
    .flatMap((round) => round.steps)
    .flatMap((step) => (step.type === 'model_output' ? (step.content ?? []) : []))
    .map((content) => (content.type === 'text' ? content.text : ''))
    .join('');
}

/** The tokens of all requests of a turn, added up; `undefined` when the service told of none. */
export function usageOf(turn: Turn): Usage | undefined {
  const all = turn.rounds.flatMap((round: Round) => (round.usage === undefined ? [] : [round.usage]));
  if (all.length === 0) return undefined;
  const sum = (key: keyof Usage): number =>
    all.reduce((total, usage) => total + (Number(usage[key]) || 0), 0);
  return {
    total_tokens: sum('total_tokens'),
    total_input_tokens: sum('total_input_tokens'),
    total_output_tokens: sum('total_output_tokens'),
    total_thought_tokens: sum('total_thought_tokens'),
    total_tool_use_tokens: sum('total_tool_use_tokens'),
    total_cached_tokens: sum('total_cached_tokens'),
  };
}
