import assert from 'node:assert/strict';
import { ApiError } from '../../../src/api/errors';
import type { InteractionEvent } from '../../../src/api/types';
import { askOnce } from '../../../src/session/askOnce';
import { answers, fakeClient, plainAnswer } from '../../support/fakeClient';

const { signal } = new AbortController();
const request = { model: 'm', input: 'Hello' };

describe('a question outside of a chat', () => {
  it('tells the text as it comes, and keeps the steps as they were received', async () => {
    const events = plainAnswer('Hi').flatMap((event): InteractionEvent[] =>
      event.event_type === 'step.delta' && event.delta.type === 'text'
        ? [
            { ...event, delta: { type: 'text', text: 'H' } },
            { ...event, delta: { type: 'text', text: 'i' } },
          ]
        : [event],
    );
    const texts: string[] = [];
    const answer = await askOnce(fakeClient(answers(events)), request, (text) => texts.push(text), signal);
    assert.deepEqual(texts, ['H', 'Hi']);
    assert.deepEqual(answer, {
      text: 'Hi',
      id: 'v1_x',
      steps: [
        { type: 'thought', signature: 'sig-Hi' },
        { type: 'model_output', content: [{ type: 'text', text: 'Hi' }] },
      ],
    });
  });

  it('fails when the answer is not whole, or empty', async () => {
    const ended = (status: string) =>
      plainAnswer('Half').map((event) =>
        event.event_type === 'interaction.completed' ? { ...event, interaction: { status } } : event,
      );
    for (const events of [ended('incomplete'), ended('failed'), ended('budget_exceeded'), plainAnswer(' ')])
      await assert.rejects(
        askOnce(fakeClient(answers(events)), request, () => undefined, signal),
        (error) => error instanceof ApiError && error.message !== '',
      );
  });
});
