import assert from 'node:assert/strict';
import { ApiError } from '../../../src/api/errors';
import type { InteractionEvent, Step } from '../../../src/api/types';
import { emptyConversation, type InputBlock } from '../../../src/conversation/state';
import { mediaBlock, questionBlock } from '../../../src/session/input';
import { createSession } from '../../../src/session/session';
import { silentLogger } from '../../../src/util/log';
import { answers, fakeClient, plainAnswer, type Script } from '../../support/fakeClient';
import { noTools } from '../../support/noTools';

const picture = mediaBlock({
  kind: 'image',
  path: 'docs/mockup.png',
  uri: 'file:///mockup.png',
  mimeType: 'image/png',
  media: 'mockup.png',
  bytes: 3,
});
const film: InputBlock = {
  content: { type: 'video', mime_type: 'video/mp4', uri: 'https://service/v1beta/files/a', expires: 1000 },
  origin: { kind: 'video', name: 'film.mp4', uri: 'file:///film.mp4', mimeType: 'video/mp4', bytes: 9 },
};

function set(scripts: readonly Script[], store = true) {
  const client = fakeClient(...scripts);
  const files = new Map<string, Uint8Array>([['mockup.png', Uint8Array.of(1, 2, 3)]]);
  const clock = { now: 10 };
  let ids = 0;
  const session = createSession(emptyConversation('c', 0), {
    client: async () => client,
    settings: () => ({ model: 'm', thinkingLevel: 'default', systemInstruction: '', store }),
    record: () => {},
    media: {
      put: async (bytes) => {
        files.set('made.png', bytes);
        return 'made.png';
      },
      async get(name) {
        const bytes = files.get(name);
        if (bytes === undefined) throw new Error(`${name} is gone`);
        return bytes;
      },
    },
    newId: () => `t${(ids += 1)}`,
    now: () => clock.now,
    ...noTools,
    log: silentLogger,
  });
  return { session, client, files, clock };
}

const pictureAnswer: readonly InteractionEvent[] = [
  { event_type: 'interaction.created', interaction: { status: 'in_progress' } },
  { event_type: 'step.start', index: 0, step: { type: 'model_output' } },
  {
    event_type: 'step.delta',
    index: 0,
    delta: { type: 'image', mime_type: 'image/png', data: 'AQID' },
  },
  { event_type: 'step.stop', index: 0 },
  { event_type: 'interaction.completed', interaction: { status: 'completed' } },
];

describe('media that can no longer be sent', () => {
  it('go as an address while the upload lives, and what only the extension knows stays here', async () => {
    const { session, client } = set([answers(plainAnswer('Nice'))]);
    await session.send([film, questionBlock('What happens?')]);
    assert.deepEqual(client.requests[0]?.input, [
      { type: 'video', mime_type: 'video/mp4', uri: 'https://service/v1beta/files/a' },
      { type: 'text', text: 'What happens?' },
    ]);
  });

  it('are left out of a history with a note, and the turn goes on', async () => {
    const { session, client, files, clock } = set(
      [answers(plainAnswer('One', '')), answers(pictureAnswer), answers(plainAnswer('Three', ''))],
      false,
    );
    await session.send([picture, film, questionBlock('First')]);
    await session.send([questionBlock('Second')]);
    files.clear();
    clock.now = 1000;
    await session.send([questionBlock('Third')]);
    const input = client.requests[2]?.input as readonly Step[];
    assert.deepEqual(
      input.filter(({ type }) => type === 'user_input'),
      ['First', 'Second', 'Third'].map((text) => ({
        type: 'user_input',
        content: [{ type: 'text', text }],
      })),
    );
    // Of the answer that was a picture nothing remains, so that its step is not sent.
    assert.equal(input.filter(({ type }) => type === 'model_output').length, 1);
    const turn = session.conversation.turns.at(-1);
    assert.equal(turn?.status, 'done');
    assert.equal(
      turn.note,
      'film.mp4 is no longer at the service, which keeps uploads for 48 hours, and was left out. ' +
        'Attach it again to go on with it. mockup.png, a picture are no longer on this computer and were left out.',
    );
  });

  it('are told of beside what else there is to say about a turn', async () => {
    const { session, clock } = set([
      answers(plainAnswer('One', 'v1_a')),
      async function* () {
        yield [];
        throw new ApiError('notFound', 'Gone.');
      },
      answers(plainAnswer('Two', 'v1_b')),
    ]);
    await session.send([film, questionBlock('First')]);
    clock.now = 2000;
    await session.send([questionBlock('Second')]);
    assert.match(
      session.conversation.turns.at(-1)?.note ?? '',
      /^The service no longer had the earlier messages.* film\.mp4 is no longer at the service/,
    );
  });
});
