import * as z from 'zod';
import { defineTool } from './tool';

/** Asks the person. */
export const askPerson = defineTool({
  name: 'ask_person',
  description:
    'Ask the person a question and wait for the answer. Only for what you can neither find out nor reasonably assume.',
  effect: 'talk',
  timeLimitMs: 0,
  input: z.strictObject({
    question: z.string().min(1).max(2000),
    options: z
      .array(z.string().min(1).max(200))
      .max(6)
      .optional()
      .describe('Answers to choose from; the person can always answer in other words.'),
  }),
  title: () => 'Ask you',
  async plan({ question, options = [] }) {
    return {
      async run({ ask }) {
        const answer = (await ask({ question, options: [...new Set(options)] })).trim();
        return answer === ''
          ? { output: 'The person gave no answer. Go on as you think best.', summary: 'no answer' }
          : { output: `The person answered: ${answer}`, summary: shortened(answer) };
      },
    };
  },
});

function shortened(answer: string): string {
  const [line = ''] = answer.split('\n', 1);
  return line.length < answer.length || line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
