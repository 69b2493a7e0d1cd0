import type { InputBlock } from '../conversation/state';

/** A code block of an answer, and the message that it answers. */
export interface AnsweredCode {
  readonly chatId: string;
  readonly turnId: string;
  readonly partKey: string;
  /** The text that the block is in. */
  readonly answer: string;
  /** Its number among the fenced blocks of the text, counted from 0. */
  readonly block: number;
  readonly input: readonly InputBlock[];
}
