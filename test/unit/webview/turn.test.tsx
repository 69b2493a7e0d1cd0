import assert from 'node:assert/strict';
import { render } from 'preact-render-to-string';
import type { Step } from '../../../src/api/types';
import type { Turn } from '../../../src/conversation/state';
import type { PanelStatus } from '../../../src/protocol/messages';
import { Banners } from '../../../src/webview/Banners';
import { Composer } from '../../../src/webview/Composer';
import { Exchange } from '../../../src/webview/Exchange';
import { Welcome } from '../../../src/webview/Welcome';
import { makeTurn, textStep, usualStatus } from '../../ui/panelHarness/panelStates';

/** A turn without other versions, while nothing runs. */
const alone = { busy: false, planKey: '', versionAt: 1, versionCount: 1, previousId: '', nextId: '' };

/** The text that a reader sees of a rendered exchange. */
function seen(turn: Turn, last = true): string {
  return textOf(render(<Exchange turn={turn} last={last} {...alone} />));
}
function textOf(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
function composer(changes: Partial<PanelStatus>, draft = '', running = false): string {
  return render(
    <Composer
      draft={draft}
      onDraft={() => {}}
      onSend={() => {}}
      status={{ ...usualStatus, ...changes }}
      stores={changes.store ?? true}
      running={running}
      focusRequests={0}
    />,
  );
}
function running(steps: readonly Step[]): Turn {
  return makeTurn('1', 'question', steps, { status: 'running' });
}
const rounds = (status: string, steps: readonly Step[] = []): Partial<Turn> => ({
  rounds: [{ status, steps, indices: steps.map((_step, at) => at), open: {} }],
});

describe('a turn', () => {
  it('is an article of the person and one of Gemini', () => {
    const html = render(<Exchange turn={makeTurn('1', 'why?', [textStep('because')])} last {...alone} />);
    assert.match(html, /<article[^>]* aria-label="You".*why\?.*<article[^>]* aria-label="Gemini".*because/s);
  });

  const states: Readonly<Record<string, readonly [turn: Turn, expected: RegExp]>> = {
    'that nothing has come yet': [running([]), /Waiting for Gemini…/],
    'that it thinks': [running([{ type: 'thought' }]), /Thinking…/],
    'that it answers': [running([textStep('The')]), /Answering…/],
    'which tool it uses': [running([{ type: 'google_search_call', id: 'a' }]), /Using Google Search…/],
    'its tokens and its model': [
      makeTurn('1', 'q', [textStep('a')]),
      /1,234 in · 567 out · 89 thought · gemini-3.5-flash/,
    ],
    'that it was stopped': [makeTurn('1', 'q', [textStep('a')], { status: 'stopped' }), /Stopped/],
    'that it is incomplete': [makeTurn('1', 'q', [], rounds('incomplete', [textStep('a')])), /Incomplete/],
    'that the budget is used up': [
      makeTurn('1', 'q', [], rounds('budget_exceeded', [textStep('a')])),
      /token budget/,
    ],
    'that there is no answer': [makeTurn('1', 'q', [], rounds('completed')), /ended without an answer/],
    'how it was made': [makeTurn('1', 'q', [textStep('a')], { note: 'Sent again.' }), /Sent again\./],
  };
  for (const [name, [turn, expected]] of Object.entries(states)) {
    it(`tells ${name}`, () => assert.match(seen(turn), expected));
  }

  it('leaves out steps that have nothing to show, and names those that it does not know', () => {
    const text = seen(
      makeTurn('1', 'q', [
        { type: 'thought', signature: 'c2ln' },
        { type: 'user_input', content: 'q' },
        { type: 'unknown', raw: { type: 'dream_call' } },
        textStep('a'),
      ]),
    );
    assert.doesNotMatch(text, /Thinking/);
    assert.match(text, /does not know: dream_call/);
  });

  it('shows a call with its result, not twice', () => {
    const text = seen(
      makeTurn('1', 'q', [
        { type: 'function_call', id: 'a', name: 'get_weather' },
        { type: 'function_result', call_id: 'a', is_error: true, result: 'no' },
        { type: 'mcp_server_tool_call', id: 'b', server_name: 'files', name: 'list' },
        { type: 'mcp_server_tool_result', call_id: 'b', result: [] },
      ]),
    );
    assert.match(text, /get_weather failed files: list/);
  });

  it('folds a thought away', () => {
    const thought: Step = { type: 'thought', summary: [{ type: 'text', text: '**Look**' }] };
    const html = render(<Exchange turn={makeTurn('1', 'q', [thought])} last {...alone} />);
    assert.match(html, /<details class="thought"><summary>Thinking<\/summary>.*<strong>Look<\/strong>/s);
    assert.doesNotMatch(html, /<details[^>]* open/);
  });

  it('lists each cited page once', () => {
    const citation = { type: 'url_citation', url: 'https://example.com/a', title: 'One' } as const;
    const bad = { type: 'url_citation', url: 'javascript:alert(1)', title: 'Two' } as const;
    const step: Step = {
      type: 'model_output',
      content: [{ type: 'text', text: 'x', annotations: [citation, citation, bad] }],
    };
    const html = render(<Exchange turn={makeTurn('1', 'q', [step])} last {...alone} />);
    const list = /<ol class="sources" aria-label="Sources">(.*?)<\/ol>/s.exec(html)?.[1] ?? '';
    assert.deepEqual([...list.matchAll(/<li[^>]*>/g)].length, 2);
    assert.deepEqual(
      [...list.matchAll(/ href="([^"]*)"/g)].map(([, href]) => href),
      ['https://example.com/a'],
    );
  });

  it('shows media of the conversation, and never one of the network', () => {
    const picture = (fields: object): Step => ({
      type: 'model_output',
      content: [{ type: 'image', mime_type: 'image/png', ...fields }],
    });
    const html = (step: Step): string =>
      render(<Exchange turn={makeTurn('1', 'q', [step])} last {...alone} />);
    assert.match(
      html(picture({ data: 'AAAA' })),
      /<img class="media" src="data:image\/png;base64,AAAA" alt="Generated image"/,
    );
    assert.doesNotMatch(html(picture({ uri: 'https://example.com/x.png' })), /<img/);
    assert.match(
      html(picture({ uri: 'https://example.com/x.png' })),
      /<a href="https:\/\/example.com\/x.png"/,
    );
    assert.doesNotMatch(html(picture({ data: 'AAAA', mime_type: 'text/html' })), /<img|data:/);
  });

  it('shows the hidden characters in the name of an attachment', () => {
    const origin = { kind: 'file', name: 'a\u202Etxt.exe', bytes: 12 } as const;
    const turn = makeTurn('1', 'q', [], { input: [{ content: { type: 'text', text: '' }, origin }] });
    assert.match(seen(turn), /a⟨U\+202E⟩txt\.exe 12 B/);
  });
});

describe('a failed turn', () => {
  const failed = (action: 'setApiKey' | 'retry'): Turn =>
    makeTurn('1', 'q', [], {
      status: 'failed',
      failure: { message: 'It broke.', action, detail: 'HTTP 400' },
    });
  const buttons = (html: string): readonly string[] =>
    [...html.matchAll(/<button type="button" class="button[^"]*">([^<]*)</g)].map(([, name]) => name ?? '');

  it('alerts with the button that mends it, and Retry', () => {
    const html = render(<Exchange turn={failed('setApiKey')} last {...alone} />);
    assert.match(html, /role="alert".*It broke\..*<details.*HTTP 400/s);
    assert.deepEqual(buttons(html), ['Set API key', 'Retry']);
  });

  it('has one button where trying again mends it', () => {
    assert.deepEqual(buttons(render(<Exchange turn={failed('retry')} last {...alone} />)), ['Retry']);
  });

  it('is not tried again from the middle of a conversation', () => {
    assert.deepEqual(buttons(render(<Exchange turn={failed('retry')} last={false} {...alone} />)), []);
  });
});

describe('the composer', () => {
  it('has its names', () => {
    const html = composer({});
    for (const name of [
      'Message Gemini',
      'Attach',
      'Model: gemini-3.5-flash',
      'History',
      'New chat',
      'Send',
    ]) {
      assert.match(html, new RegExp(`aria-label="${name}"`));
    }
  });

  it('says whether the chat is stored, and what follows from that', () => {
    const switchOf = (html: string) => /<button[^>]*role="switch"[^>]*>/.exec(html)?.[0] ?? '';
    assert.match(switchOf(composer({})), /aria-checked="true" aria-label="Store at Google" title="Stored at/);
    assert.match(
      switchOf(composer({ store: false })),
      /aria-checked="false" aria-label="Store at Google" title="Not stored at Google: every message sends/,
    );
  });

  it('sends text only, and says so when there are attachments alone', () => {
    const attachments = [{ id: 'a', origin: { kind: 'file', name: 'a.ts', bytes: 1200 } }] as const;
    const html = composer({ attachments });
    assert.match(html, /aria-label="Send" disabled/);
    assert.match(textOf(html), /a\.ts 1\.2 KB .*Type a question/);
    assert.match(html, /<ul class="chips" aria-label="Attachments">.*aria-label="Remove a\.ts"/s);
    assert.doesNotMatch(composer({ attachments }, 'why?'), /aria-label="Send" disabled|Type a question/);
  });

  it('stops while an answer runs', () => {
    const html = composer({}, '', true);
    assert.match(html, /aria-label="Stop"/);
    assert.doesNotMatch(html, /aria-label="Send"/);
  });

  it('takes the next message while an answer runs, and says when it goes', () => {
    const html = composer({}, 'next', true);
    assert.match(html, /aria-label="Stop"/);
    assert.match(html, /aria-label="Send"/);
    assert.match(textOf(html), /Sent when the answer is over\./);
  });

  it('shows a notice', () => assert.match(textOf(composer({ notice: 'Too large.' })), /Too large\./));
});

describe('what an empty conversation shows', () => {
  const welcome = (changes: Partial<PanelStatus>): string =>
    render(<Welcome status={{ ...usualStatus, ...changes }} onSuggestion={() => {}} />);

  it('is the way to a key where there is none', () => {
    assert.match(welcome({ hasKey: false }), /Set API key<.*href="https:\/\/aistudio\.google\.com\/apikey"/s);
  });
  it('is suggestions where there is a key', () => assert.match(welcome({}), /aria-label="Suggestions"/));
});

describe('the banners', () => {
  const banners = (changes: Partial<PanelStatus>, storedBefore = false): string =>
    textOf(
      render(
        <Banners
          status={{ ...usualStatus, ...changes }}
          stores={changes.store ?? true}
          storedBefore={storedBefore}
        />,
      ),
    );

  it('say nothing when all is as usual', () => assert.equal(banners({}), ''));
  it('say that it is not Google who answers', () => {
    assert.equal(
      banners({ service: { kind: 'local', origin: 'http://127.0.0.1:4000' } }),
      'Emulator or other local service at http://127.0.0.1:4000. Answers do not come from Google.',
    );
    assert.equal(
      banners({ service: { kind: 'other', origin: 'https://gateway.example' } }),
      'Service: https://gateway.example',
    );
  });
  it('say that nothing is stored, and what still is', () => {
    const sentence = 'Not stored at Google: every message sends the whole conversation again.';
    assert.equal(banners({ store: false }), sentence);
    assert.equal(
      banners({ store: false }, true),
      `${sentence} Earlier messages stay there until they expire.`,
    );
  });
  it('say that the workspace is not trusted', () =>
    assert.match(banners({ trusted: false }), /not trusted.*Manage trust/));
});
