import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/api/types';
import type { PersonQuestion } from '../../../src/conversation/calls';
import { askPerson } from '../../../src/tools/askPerson';
import { updatePlan } from '../../../src/tools/updatePlan';
import { checkTool, runChecked } from '../../support/checkTool';
import { diskPorts } from '../../support/fakeDisk';

const disk = diskPorts([{ name: 'shop', path: '/ws' }], { files: new Set(['/ws/a']), links: new Map() });

describe('ask_person', () => {
  const asked: PersonQuestion[] = [];
  const answer = async (given: JsonObject, words: string) =>
    runChecked(await checkTool(askPerson, given, { disk }), {
      ask: async (question) => {
        asked.push(question);
        return words;
      },
    });

  it('brings the question to the person and the answer to the model', async () => {
    const { text, summary } = await answer(
      { question: 'Which one?', options: ['a', 'b', 'a'] },
      ' the second\none ',
    );
    assert.deepEqual(asked.at(-1), { question: 'Which one?', options: ['a', 'b'] });
    assert.equal(text, 'The person answered: the second\none');
    assert.equal(summary, 'the second…');
  });

  it('is not asked for itself, and takes no answer for one', async () => {
    assert.equal((await checkTool(askPerson, { question: 'Why?' }, { disk })).verdict, 'allowed');
    assert.match((await answer({ question: 'Why?' }, ' ')).text, /gave no answer/);
    assert.deepEqual(asked.at(-1)?.options, []);
  });

  it('refuses a question without words and too many options', async () => {
    for (const given of [{ question: '' }, { question: 'x', options: Array.from('abcdefg') }])
      assert.match((await answer(given, 'x')).text, /Invalid arguments/);
  });
});

describe('update_plan', () => {
  const plan = (steps: readonly JsonObject[]) => checkTool(updatePlan, { steps: [...steps] }, { disk });

  it('takes the whole plan and answers in few words', async () => {
    const checked = await plan([
      { step: 'Look', status: 'done' },
      { step: 'Mend', status: 'in_progress' },
      { step: 'Test', status: 'pending' },
    ]);
    assert.equal(checked.verdict, 'allowed');
    const { text, summary } = await runChecked(checked);
    assert.deepEqual([text, summary], ['The plan is shown.', '1 of 3 steps done']);
  });

  it('refuses what is no plan', async () => {
    for (const steps of [[], [{ step: 'Look', status: 'maybe' }], [{ step: '', status: 'done' }]])
      assert.match((await runChecked(await plan(steps))).text, /Invalid arguments/);
  });
});
