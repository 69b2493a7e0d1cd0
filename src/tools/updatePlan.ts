import * as z from 'zod';
import { defineTool } from './tool';

/** Shows the person what the model is about to do. The panel shows the arguments of the last call. */
export const updatePlan = defineTool({
  name: 'update_plan',
  description:
    'Show the person your plan for a task of several steps, and how far you are. Send the whole plan each time.',
  effect: 'talk',
  input: z.strictObject({
    steps: z
      .array(
        z.strictObject({
          step: z.string().min(1).max(200).describe('What is done, in a few words.'),
          status: z.enum(['pending', 'in_progress', 'done']),
        }),
      )
      .min(1)
      .max(30),
  }),
  title: () => 'Plan',
  async plan({ steps }) {
    const done = steps.filter(({ status }) => status === 'done').length;
    return {
      run: async () => ({
        output: 'The plan is shown.',
        summary: `${done} of ${steps.length} ${steps.length === 1 ? 'step' : 'steps'} done`,
      }),
    };
  },
});
