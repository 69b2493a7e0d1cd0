import type { Effect } from './tool';

/** What the person's settings say of a tool. */
export type Rule = 'allow' | 'ask' | 'deny';

/** All that decides about a call. */
export interface PolicyQuestion {
  readonly effect: Effect;
  readonly trusted: boolean;
  /** The rule of the user's settings for this tool; absent for the usual. */
  readonly rule?: Rule | undefined;
  /** Whether the person has allowed this very thing for the chat. */
  readonly remembered: boolean;
  /** Whether anything is unusual about the call. */
  readonly concerned: boolean;
}

/** What happens to tools without a rule. */
const usual: Readonly<Record<Effect, Rule>> = {
  read: 'allow',
  talk: 'allow',
  edit: 'ask',
  execute: 'ask',
  foreign: 'ask',
};

/** Whether a call may run, is asked for, or is refused. What is unusual is asked for whatever was allowed. */
export function decide({ effect, trusted, rule, remembered, concerned }: PolicyQuestion): Rule {
  if (!trusted || rule === 'deny') return 'deny';
  if (concerned) return 'ask';
  if (remembered) return 'allow';
  return rule ?? usual[effect];
}
