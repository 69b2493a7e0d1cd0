import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { decodeEvent, decodeInteraction } from '../../../src/api/decode';
import { decodeContent } from '../../../src/api/decodeContent';
import { decodeStep } from '../../../src/api/decodeStep';
import { encodeContent, encodeInput, encodeStep } from '../../../src/api/encode';
import type { Content, Step } from '../../../src/api/types';

const eventTypes = [
  'interaction.created',
  'interaction.status_update',
  'interaction.completed',
  'step.start',
  'step.delta',
  'step.stop',
  'error',
  'unknown',
];
const partTypes = [
  'text',
  'text_annotation_delta',
  'text_annotation',
  'image',
  'thought',
  'thought_summary',
  'thought_signature',
  'arguments_delta',
  'function_call',
  'function_result',
  'user_input',
  'model_output',
  'google_search_call',
  'code_execution_result',
  'url_citation',
];
function optional<T>(model: { readonly [K in keyof T]: fc.Arbitrary<T[K]> }) {
  return fc.record(model, { requiredKeys: [] });
}
/** JSON that looks like a part of the wire, with anything in every place. */
function almostPart(types: readonly string[], depth = 2): fc.Arbitrary<unknown> {
  const scalar = fc.jsonValue({ maxDepth: 1 });
  const inner = depth === 0 ? scalar : almostPart(types, depth - 1);
  const value = fc.oneof({ arbitrary: scalar, weight: 2 }, inner, fc.array(inner, { maxLength: 2 }));
  return optional({
    type: fc.oneof({ arbitrary: fc.constantFrom(...types), weight: 3 }, scalar),
    text: scalar,
    content: value,
    summary: value,
    annotations: value,
    arguments: scalar,
    result: value,
    signature: scalar,
    name: scalar,
    id: scalar,
    raw: scalar,
  });
}
const part = almostPart([...partTypes, 'unknown']);
/** JSON that looks like an event. */
const almostEvent = optional({
  event_type: fc.oneof(
    { arbitrary: fc.constantFrom(...eventTypes), weight: 5 },
    fc.jsonValue({ maxDepth: 1 }),
  ),
  index: fc.oneof(fc.nat(3), fc.jsonValue({ maxDepth: 1 })),
  delta: part,
  step: part,
  interaction: fc.oneof(part, optional({ steps: fc.array(part, { maxLength: 2 }), errors: fc.jsonValue() })),
  status: fc.jsonValue({ maxDepth: 1 }),
  error: fc.oneof(part, fc.jsonValue({ maxDepth: 1 })),
  event_id: fc.jsonValue({ maxDepth: 1 }),
  usage: fc.jsonValue({ maxDepth: 1 }),
  name: fc.jsonValue({ maxDepth: 1 }),
  raw: fc.jsonValue({ maxDepth: 1 }),
});
/** What has passed through JSON, as everything on the wire has. */
function json(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

describe('decoding', () => {
  it('hands the common text delta on as the object that came', () => {
    const event = { index: 1, delta: { text: 'Hi', type: 'text' }, event_type: 'step.delta' };
    assert.equal(decodeEvent(event), event);
  });

  it('hands every other well-formed event on as the object that came', () => {
    const events = [
      { event_type: 'interaction.created', interaction: { id: 'v1_x', status: 'in_progress', extra: 1 } },
      { event_type: 'interaction.status_update', interaction_id: '', status: 'in_progress' },
      { event_type: 'step.start', index: 0, step: { type: 'thought', signature: '' } },
      {
        event_type: 'step.start',
        index: 1,
        step: { id: 'a', type: 'function_call', name: 'f', arguments: {} },
        event_id: 'e',
      },
      {
        event_type: 'step.delta',
        index: 1,
        delta: { arguments: '{"a":1}', type: 'arguments_delta' },
        metadata: {},
      },
      { event_type: 'step.delta', index: 0, delta: { signature: 'Ev', type: 'thought_signature' } },
      {
        event_type: 'step.delta',
        index: 0,
        delta: { type: 'thought_summary', content: { type: 'text', text: 't' } },
      },
      { event_type: 'step.delta', index: 2, delta: { type: 'image', data: 'AAAA', mime_type: 'image/png' } },
      {
        event_type: 'step.delta',
        index: 2,
        delta: { type: 'google_search_call', arguments: { queries: ['q'] } },
      },
      {
        event_type: 'step.delta',
        index: 3,
        delta: {
          type: 'google_search_result',
          result: [{ search_suggestions: '<b>' }],
          is_error: false,
        },
      },
      { event_type: 'step.stop', index: 0, step_usage: {} },
      {
        event_type: 'interaction.completed',
        interaction: { status: 'completed', usage: { total_tokens: 1 } },
      },
      { event_type: 'error', error: { code: 'gateway_timeout', message: 'Deadline expired.' } },
    ];
    for (const event of events) assert.equal(decodeEvent(event), event);
  });

  const repairs: readonly (readonly [name: string, wire: unknown, decoded: unknown])[] = [
    ['text without a type', { text: 'a' }, { type: 'text', text: 'a' }],
    [
      'the older name of annotations',
      { type: 'text_annotation', annotations: [{ type: 'url_citation', url: 'u' }] },
      { type: 'text_annotation_delta', annotations: [{ type: 'url_citation', url: 'u' }] },
    ],
    [
      'an unknown annotation',
      { type: 'text_annotation_delta', annotations: [{ type: 'new', x: 1 }] },
      { type: 'text_annotation_delta', annotations: [{ type: 'unknown', raw: { type: 'new', x: 1 } }] },
    ],
    [
      'a thought summary as a string',
      { type: 'thought_summary', content: 'why' },
      { type: 'thought_summary', content: { type: 'text', text: 'why' } },
    ],
    [
      'a thought summary without a type',
      { type: 'thought_summary', content: { text: 'why' } },
      { type: 'thought_summary', content: { type: 'text', text: 'why' } },
    ],
    ['an empty delta', {}, { type: 'unknown', raw: {} }],
    ['a missing delta', undefined, { type: 'unknown', raw: { value: undefined } }],
    ['an unknown delta', { type: 'hologram', z: 1 }, { type: 'unknown', raw: { type: 'hologram', z: 1 } }],
    [
      'arguments as an object',
      { type: 'arguments_delta', arguments: { a: 1 } },
      { type: 'arguments_delta', arguments: '{"a":1}' },
    ],
    ['null text', { type: 'text', text: null }, { type: 'text', text: '' }],
    [
      'a null signature',
      { type: 'code_execution_result', result: 'ok', signature: null },
      { type: 'code_execution_result', result: 'ok' },
    ],
  ];
  for (const [name, delta, decoded] of repairs) {
    it(`mends a delta: ${name}`, () => {
      assert.deepEqual(decodeEvent({ event_type: 'step.delta', index: 0, delta }), {
        event_type: 'step.delta',
        index: 0,
        delta: decoded,
      });
    });
  }

  const steps: readonly (readonly [name: string, wire: unknown, decoded: unknown])[] = [
    ['input as a string', { type: 'user_input', content: 'hi' }, { type: 'user_input', content: 'hi' }],
    [
      'input as one block',
      { type: 'user_input', content: { type: 'text', text: 'hi' } },
      { type: 'user_input', content: [{ type: 'text', text: 'hi' }] },
    ],
    [
      'a bare string summary',
      { type: 'thought', summary: 'because', signature: null },
      { type: 'thought', summary: [{ type: 'text', text: 'because' }] },
    ],
    ['an empty output', { type: 'model_output', content: null }, { type: 'model_output' }],
    ['a search call without an id', { type: 'google_search_call' }, { type: 'google_search_call' }],
    [
      'call arguments as text',
      { type: 'function_call', name: 'f', arguments: '{bad' },
      { type: 'function_call', name: 'f', arguments: '{bad' },
    ],
    ['a call without a name', { type: 'function_call', id: 7 }, { type: 'function_call', id: '7', name: '' }],
    [
      'nulls in a replayed step',
      { type: 'function_result', call_id: 'a', name: null, result: 'r', is_error: null, extra: null },
      { type: 'function_result', call_id: 'a', result: 'r' },
    ],
    [
      'an unknown step',
      { type: 'telepathy', a: [1] },
      { type: 'unknown', raw: { type: 'telepathy', a: [1] } },
    ],
    ['no object', 'step', { type: 'unknown', raw: { value: 'step' } }],
  ];
  for (const [name, wire, decoded] of steps) {
    it(`decodes a step: ${name}`, () => assert.deepEqual(decodeStep(wire), decoded));
  }

  it('keeps keys that no type names', () => {
    const step = {
      type: 'model_output',
      content: [{ type: 'text', text: 'a', extra: { b: 1 } }],
      more: true,
    };
    assert.equal(decodeStep(step), step);
  });

  it('never takes the name of a local media file from the wire', () => {
    const content = decodeContent({ type: 'image', data: 'AA', media: '../../secret' });
    assert.deepEqual(content, { type: 'image', data: 'AA' });
  });

  it('wraps an event that it does not know, whole and with its id', () => {
    const raw = { event_type: 'interaction.paused', why: 'x', event_id: 'e9' };
    assert.deepEqual(decodeEvent(raw), {
      event_type: 'unknown',
      name: 'interaction.paused',
      raw,
      event_id: 'e9',
    });
  });

  it('takes the name of the frame for an event that does not name itself', () => {
    assert.deepEqual(decodeEvent({ index: 2 }, 'step.stop'), { event_type: 'step.stop', index: 2 });
  });

  it('reads a left-out index as zero and refuses one that is none', () => {
    assert.deepEqual(decodeEvent({ event_type: 'step.stop' }), { event_type: 'step.stop', index: 0 });
    for (const index of [-1, 1.5, 'x', '', {}, 2 ** 60])
      assert.equal(
        decodeEvent({ event_type: 'step.stop', index }).event_type,
        'unknown',
        JSON.stringify(index),
      );
  });

  it('reads errors in every place where they occur', () => {
    const error = { code: 'prohibited_content', message: 'No.' };
    for (const payload of [{ error }, [{ error }], { event_type: 'error', error }])
      assert.deepEqual(decodeEvent(payload), {
        ...(!Array.isArray(payload) && payload),
        event_type: 'error',
        error,
      });
    assert.deepEqual(decodeEvent({ event_type: 'error', error: 'No.' }), {
      event_type: 'error',
      error: { message: 'No.' },
    });
    assert.deepEqual(decodeEvent({ event_type: 'error' }), { event_type: 'error', error: {} });
  });

  it('decodes an interaction of any completeness', () => {
    assert.deepEqual(decodeInteraction({ id: 'v1_x', status: 'in_progress', usage: null }), {
      id: 'v1_x',
      status: 'in_progress',
      steps: [],
    });
    assert.deepEqual(decodeInteraction({ status: 'soon', steps: [{ type: 'new' }], errors: ['bad'] }), {
      status: 'soon',
      steps: [{ type: 'unknown', raw: { type: 'new' } }],
      errors: [{ message: 'bad' }],
    });
    assert.deepEqual(decodeInteraction('nothing'), { steps: [] });
  });

  it('never throws, and leaves what it decoded as it is when decoded again', () => {
    fc.assert(
      fc.property(fc.oneof(almostEvent, fc.jsonValue()), (generated) => {
        const event = json(generated);
        const decoded = decodeEvent(event);
        assert.deepEqual(decodeEvent(json(decoded)), json(decoded));
        decodeStep(event);
        decodeContent(event);
        decodeInteraction(event);
      }),
      { numRuns: 300 },
    );
  });

  it('never changes what it was given', () => {
    fc.assert(
      fc.property(almostEvent, (generated) => {
        const event = json(generated);
        const before = structuredClone(event);
        decodeEvent(event);
        assert.deepEqual(event, before);
      }),
    );
  });
});

describe('encoding', () => {
  it('sends what was received, exactly', () => {
    const wire: readonly unknown[] = [
      { type: 'thought', signature: 'Cq', summary: [{ type: 'text', text: 'x' }] },
      { type: 'function_call', id: 'a', name: 'f', arguments: { a: 1 }, signature: '' },
      { type: 'telepathy', a: [1] },
      {
        type: 'model_output',
        content: [
          { type: 'smell', x: 1 },
          { type: 'text', text: 't', annotations: [{ type: 'new' }] },
        ],
      },
      { type: 'code_execution_result', call_id: 'a', result: 'out' },
    ];
    assert.deepEqual(
      wire.map((step) => encodeStep(decodeStep(step))),
      wire,
    );
  });

  it('hands a step on as the object that it is when nothing has to be unwrapped', () => {
    const step: Step = { type: 'model_output', content: [{ type: 'text', text: 'a', annotations: [] }] };
    assert.equal(encodeStep(step), step);
  });

  it('leaves the internal media key out wherever media occurs', () => {
    const image: Content = { type: 'image', data: 'AA', mime_type: 'image/png', media: 'a.png' };
    const sent = { type: 'image', data: 'AA', mime_type: 'image/png' };
    assert.deepEqual(encodeContent(image), sent);
    assert.deepEqual(encodeInput([image]), [sent]);
    assert.deepEqual(encodeStep({ type: 'user_input', content: [image] }), {
      type: 'user_input',
      content: [sent],
    });
    assert.deepEqual(
      encodeStep({ type: 'function_result', call_id: 'a', result: [image, { type: 'text', text: 'x' }] }),
      {
        type: 'function_result',
        call_id: 'a',
        result: [sent, { type: 'text', text: 'x' }],
      },
    );
  });

  it('sends any step of the wire as it came, apart from what had to be mended', () => {
    fc.assert(
      fc.property(almostPart(partTypes), (generated) => {
        const once = json(encodeStep(decodeStep(json(generated))));
        const twice = json(encodeStep(decodeStep(once)));
        assert.deepEqual(twice, once);
      }),
      { numRuns: 300 },
    );
  });
});
