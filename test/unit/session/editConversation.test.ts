import assert from 'node:assert/strict';
import { ApiError } from '../../../src/api/errors';
import { createEditConversation } from '../../../src/session/editConversation';
import { answers, fakeClient, plainAnswer, type Script } from '../../support/fakeClient';

const { signal } = new AbortController();
const gone: Script = async function* () {
  yield* [];
  throw new ApiError('notFound', 'It is gone.');
};

function conversation(store: boolean, ...scripts: readonly Script[]) {
  const client = fakeClient(...scripts);
  const settings = { model: 'm', thinkingLevel: 'default', store } as const;
  const { ask, ids } = createEditConversation(
    async () => client,
    () => settings,
    'Be brief.',
  );
  return { ask: (prompt: string) => ask(prompt, () => undefined, signal), ids, client };
}
const question = (text: string) => ({ type: 'user_input', content: [{ type: 'text', text }] });
const answered = (text: string) => [
  { type: 'thought', signature: `sig-${text}` },
  { type: 'model_output', content: [{ type: 'text', text }] },
];

describe('questions that follow one another', () => {
  it('go on by the id of the last answer', async () => {
    const { ask, ids, client } = conversation(
      true,
      answers(plainAnswer('One', 'v1_a')),
      answers(plainAnswer('Two', 'v1_b')),
    );
    assert.equal(await ask('First'), 'One');
    assert.equal(await ask('Second'), 'Two');
    assert.deepEqual(client.requests, [
      { model: 'm', system_instruction: 'Be brief.', input: 'First' },
      { model: 'm', system_instruction: 'Be brief.', input: 'Second', previous_interaction_id: 'v1_a' },
    ]);
    assert.deepEqual(ids, ['v1_a', 'v1_b']);
  });

  it('send everything again when nothing is stored', async () => {
    const { ask, ids, client } = conversation(
      false,
      answers(plainAnswer('One', '')),
      answers(plainAnswer('Two', '')),
    );
    await ask('First');
    await ask('Second');
    assert.deepEqual(client.requests[1], {
      model: 'm',
      system_instruction: 'Be brief.',
      input: [question('First'), ...answered('One'), question('Second')],
      store: false,
    });
    assert.deepEqual(ids, []);
  });

  it('send everything again when the service has forgotten', async () => {
    const { ask, client } = conversation(
      true,
      answers(plainAnswer('One', 'v1_a')),
      gone,
      answers(plainAnswer('Two', 'v1_b')),
    );
    await ask('First');
    assert.equal(await ask('Second'), 'Two');
    assert.deepEqual(client.requests[2]?.input, [question('First'), ...answered('One'), question('Second')]);
  });
});
