import type { Step } from '../../../src/api/types';
import type { Conversation, Failure, InputBlock, Turn } from '../../../src/conversation/state';
import type { PanelStatus, ToPanel } from '../../../src/protocol/messages';
import { longAnswer, mixedAnswer, rightToLeftAnswer } from './answers';

/** Every state that the panel can be in, as the messages that bring it there. */
export type PanelStates = Readonly<Record<string, readonly ToPanel[]>>;

export const usualStatus: PanelStatus = {
  service: { kind: 'google', origin: 'https://generativelanguage.googleapis.com' },
  hasKey: true,
  model: 'gemini-3.5-flash',
  thinkingLevel: 'default',
  store: true,
  trusted: true,
  attachments: [],
  mediaBase: 'https://panel.test/media/',
};

/** A status message with some fields changed. */
export function statusMessage(changes: Partial<PanelStatus> = {}): ToPanel {
  return { type: 'status', status: { ...usualStatus, ...changes } };
}

/** A snapshot of a chain of turns. */
export function snapshotMessage(
  turns: readonly Turn[],
  seq = 1,
  changes: Partial<Conversation> = {},
): ToPanel {
  const chained = turns.map((turn, at) => {
    const parentId = turns[at - 1]?.id;
    return parentId === undefined ? turn : { ...turn, parentId };
  });
  const headId = turns.at(-1)?.id;
  const conversation: Conversation = {
    id: 'conversation',
    createdAt: 0,
    title: 'Conversation',
    turns: chained,
    queue: [],
    ...(headId === undefined ? {} : { headId }),
    ...changes,
  };
  return { type: 'snapshot', seq, conversation };
}

/** A turn with one request; finished, unless it says otherwise. */
export function makeTurn(
  id: string,
  question: string,
  steps: readonly Step[],
  changes: Partial<Turn> = {},
): Turn {
  return {
    id,
    startedAt: 0,
    endedAt: 1,
    model: 'gemini-3.5-flash',
    stored: true,
    input: [{ content: { type: 'text', text: question } }],
    rounds: [
      {
        interactionId: `interaction-${id}`,
        status: 'completed',
        usage: {
          total_input_tokens: 1234,
          total_output_tokens: 567,
          total_thought_tokens: 89,
          total_tokens: 1890,
        },
        steps,
        indices: steps.map((_step, at) => at),
        open: {},
      },
    ],
    status: 'done',
    ...changes,
  };
}

/** A step with one text. */
export function textStep(text: string): Step {
  return { type: 'model_output', content: [{ type: 'text', text }] };
}

const selection: InputBlock = {
  content: { type: 'text', text: '' },
  origin: {
    kind: 'selection',
    name: 'cart.ts:12–27',
    path: 'src/shop/cart.ts',
    firstLine: 12,
    lastLine: 27,
    languageId: 'typescript',
    bytes: 612,
  },
};
const picture: InputBlock = {
  content: { type: 'image', mime_type: 'image/png', media: 'icon.png' },
  origin: { kind: 'image', name: 'mockup.png', path: 'docs/mockup.png', bytes: 48_213 },
};
const thought: Step = {
  type: 'thought',
  signature: 'c2ln',
  summary: [
    {
      type: 'text',
      text: '**Reading the function**\n\nThe total is computed before the discount is applied.',
    },
  ],
};
const failure: Failure = {
  message: 'The service does not accept this API key. Set another one and try again.',
  action: 'setApiKey',
  detail: 'HTTP 400 INVALID_ARGUMENT\nAPI key not valid. Please pass a valid API key.\nrequest id: 5a1f-77c0',
};
const offline: Failure = {
  message: 'The service cannot be reached. Check the network, then try again.',
  action: 'retry',
  detail: 'getaddrinfo ENOTFOUND generativelanguage.googleapis.com',
};

const question = 'Why is the total wrong when a discount is applied?';
const answered = makeTurn('1', question, [thought, textStep(mixedAnswer)], {
  input: [selection, { content: { type: 'text', text: question } }],
});

export const panelStates: PanelStates = {
  loading: [],
  noKey: [statusMessage({ hasKey: false }), snapshotMessage([])],
  empty: [statusMessage(), snapshotMessage([])],
  emulator: [
    statusMessage({ service: { kind: 'local', origin: 'http://127.0.0.1:40123' } }),
    snapshotMessage([]),
  ],
  untrusted: [
    statusMessage({
      trusted: false,
      store: false,
      service: { kind: 'other', origin: 'https://gateway.example.com' },
    }),
    snapshotMessage([]),
  ],
  answered: [statusMessage(), snapshotMessage([answered])],
  waiting: [
    statusMessage(),
    snapshotMessage([answered, makeTurn('2', 'And in a test?', [], { rounds: [], status: 'running' })]),
  ],
  queued: [
    statusMessage(),
    snapshotMessage([answered, makeTurn('2', 'And in a test?', [], { rounds: [], status: 'running' })], 1, {
      queue: [{ id: 'q', input: [{ content: { type: 'text', text: 'Then write the test.' } }] }],
    }),
  ],
  versions: [
    statusMessage(),
    snapshotMessage([], 1, {
      turns: [
        makeTurn('1', question, [textStep('One.')]),
        makeTurn('2', `${question} Really?`, [textStep('Two.')]),
        { ...makeTurn('3', 'More?', [textStep('Three.')]), parentId: '2' },
      ],
      headId: '2',
    }),
  ],
  streaming: [
    statusMessage(),
    snapshotMessage([
      makeTurn('1', question, [thought, textStep(mixedAnswer.slice(0, 700))], { status: 'running' }),
    ]),
  ],
  stopped: [
    statusMessage(),
    snapshotMessage([makeTurn('1', question, [textStep(mixedAnswer.slice(0, 160))], { status: 'stopped' })]),
  ],
  incomplete: [
    statusMessage(),
    snapshotMessage([
      makeTurn('1', question, [], {
        rounds: [{ status: 'incomplete', steps: [textStep('The total is')], indices: [0], open: {} }],
        note: 'The stored conversation had expired, so the whole history was sent again.',
      }),
    ]),
  ],
  failed: [
    statusMessage(),
    snapshotMessage([
      answered,
      makeTurn('2', 'And in a test?', [], { rounds: [], status: 'failed', failure }),
    ]),
  ],
  offline: [
    statusMessage(),
    snapshotMessage([makeTurn('1', question, [], { rounds: [], status: 'failed', failure: offline })]),
  ],
  tools: [
    statusMessage(),
    snapshotMessage([
      makeTurn('1', 'What changed in the last release of Preact?', [
        thought,
        { type: 'google_search_call', id: 'a', arguments: { queries: ['preact release'] } },
        { type: 'google_search_result', call_id: 'a', result: [] },
        { type: 'function_call', id: 'b', name: 'get_weather', arguments: { city: 'Paris' } },
        { type: 'function_result', call_id: 'b', is_error: true, result: 'no such city' },
        { type: 'unknown', raw: { type: 'dream_call' } },
        {
          type: 'model_output',
          content: [
            {
              type: 'text',
              text: 'Version 11 drops support for Internet Explorer.',
              annotations: [
                {
                  type: 'url_citation',
                  url: 'https://preactjs.com/blog',
                  title: 'preactjs.com',
                  start_index: 0,
                  end_index: 9,
                },
                {
                  type: 'url_citation',
                  url: 'https://github.com/preactjs/preact/releases',
                  title: 'github.com',
                },
              ],
            },
            { type: 'image', mime_type: 'image/png', media: 'icon.png' },
            { type: 'audio', mime_type: 'audio/l16;rate=24000', data: 'AAAA' },
          ],
        },
      ]),
    ]),
  ],
  attachments: [
    statusMessage({
      notice:
        'archive.zip (application/zip) is of a kind that Gemini does not read. Text, pictures, sound, films, PDF, CSV and office documents can be attached.',
      attachments: [
        { id: 'a', origin: selection.origin ?? { kind: 'file', name: '', bytes: 0 } },
        {
          id: 'b',
          origin: { kind: 'file', name: 'a-file-with-a-rather-long-name.component.spec.ts', bytes: 18_204 },
        },
        { id: 'c', origin: { kind: 'image', name: 'mockup.png', bytes: 48_213 } },
        {
          id: 'd',
          origin: { kind: 'document', name: 'report.pdf', mimeType: 'application/pdf', bytes: 2_480_213 },
        },
        { id: 'e', origin: { kind: 'audio', name: 'standup.mp3', mimeType: 'audio/mp3', bytes: 912_000 } },
      ],
    }),
    snapshotMessage([
      makeTurn(
        '1',
        'Does the page look like this picture?',
        [textStep('Almost: the **button** is on the other side.')],
        {
          input: [
            picture,
            selection,
            { content: { type: 'text', text: 'Does the page look like this picture?' } },
          ],
        },
      ),
    ]),
  ],
  uploads: [
    statusMessage({
      waitsFor: ['keynote.mp4'],
      attachments: [
        {
          id: 'a',
          origin: { kind: 'video', name: 'keynote.mp4', mimeType: 'video/mp4', bytes: 163_840_000 },
          upload: { state: 'uploading', part: 0.42 },
        },
        {
          id: 'b',
          origin: { kind: 'video', name: 'demo.webm', mimeType: 'video/webm', bytes: 24_300_000 },
          upload: { state: 'processing' },
        },
        {
          id: 'c',
          origin: { kind: 'document', name: 'manual.pdf', mimeType: 'application/pdf', bytes: 31_500_000 },
          upload: { state: 'ready' },
        },
        {
          id: 'd',
          origin: { kind: 'audio', name: 'interview.wav', mimeType: 'audio/wav', bytes: 89_200_000 },
          upload: {
            state: 'failed',
            message: 'The connection was lost. Check the network and try again.',
          },
        },
      ],
    }),
    snapshotMessage([answered]),
  ],
  rightToLeft: [
    statusMessage(),
    snapshotMessage([makeTurn('1', 'למה הסכום שגוי כשיש הנחה?', [textStep(rightToLeftAnswer)])]),
  ],
  long: [
    statusMessage(),
    snapshotMessage(
      Array.from({ length: 30 }, (_, at) =>
        makeTurn(`${at + 1}`, `Question ${at + 1}`, [textStep(longAnswer)]),
      ),
    ),
  ],
};
