import assert from 'node:assert/strict';
import { render } from 'preact-render-to-string';
import type { Turn } from '../../../src/conversation/state';
import { Exchange } from '../../../src/webview/Exchange';
import { diffLines } from '../../../src/webview/diffLines';
import { partGroups } from '../../../src/webview/partGroups';
import { latestPlan } from '../../../src/webview/planSteps';
import { turnParts } from '../../../src/webview/turnParts';
import {
  answeredCall,
  askingCall,
  callTurn,
  callTurns,
  type GivenCall,
} from '../../ui/panelHarness/callStates';
import { textStep } from '../../ui/panelHarness/panelStates';

function html(turn: Turn): string {
  const planKey = latestPlan([turn])?.callKey ?? '';
  return render(
    <Exchange
      turn={turn}
      last
      planKey={planKey}
      busy={false}
      versionAt={1}
      versionCount={1}
      previousId=""
      nextId=""
    />,
  );
}
function seen(turn: Turn): string {
  return html(turn)
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&quot;', '"')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
const reads = (count: number): readonly GivenCall[] =>
  Array.from({ length: count }, (_, at) => answeredCall('read_file', `Read ${at}.ts`, '1 line', 'x'));

describe('a call that asks', () => {
  it('is a group that names the tool and holds what will be done, and the answers', () => {
    const page = html(callTurns.askingCommand);
    assert.match(page, /role="group" aria-label="Approval: run_command"/);
    const text = seen(callTurns.askingCommand);
    assert.match(text, /Run npm test run_command in corner-shop npm test -- --grep "discount" Allow /);
    assert.match(
      text,
      /Allow Allow for this chat Deny Deny with a reason Edit arguments Waiting for your approval/,
    );
    assert.match(page, /title="In this chat, do not ask again for the command npm test"/);
  });

  it('can be allowed for the chat only where the gate says what that covers', () => {
    assert.doesNotMatch(seen(callTurns.askingConcerned), /Allow for this chat/);
  });

  it('tells its concerns beside the answers, and why other arguments cannot be used', () => {
    const text = seen(callTurns.askingConcerned);
    assert.match(
      text,
      /is protected: it runs on a server.* Those arguments cannot be used\. Invalid.* Allow Deny/,
    );
  });

  it('shows the change line by line, and how much of it is left out', () => {
    const page = html(callTurns.askingChange);
    assert.match(page, /class="diffLine removed">- {3}return Math\.round\(sum - cart\.discount \/ 100\);/);
    assert.match(page, /class="diffLine added">\+ {3}return Math\.round\(sum \* /);
    const long = seen(callTurns.askingConcerned);
    assert.match(long, /90 added, 0 removed/);
    assert.match(long, /value15 = 15; Show all 90 lines … 310 more lines of the change/);
    assert.doesNotMatch(long, /value16/);
  });

  it('offers to accept or reject each part of a change, and says what was decided', () => {
    const page = html(callTurns.askingReview);
    const names = [...page.matchAll(/<button[^>]*aria-label="((?:Accept|Reject)[^"]*)"/g)].map(
      ([, name]) => name,
    );
    assert.deepEqual(names, [
      'Accept change 2 of 4 in src/shop/cart.ts',
      'Reject change 2 of 4 in src/shop/cart.ts',
      'Accept change 3 of 4 in src/shop/cart.ts',
      'Reject change 3 of 4 in src/shop/cart.ts',
    ]);
    const text = seen(callTurns.askingReview);
    assert.match(text, /Accepted/);
    assert.match(text, /These lines were changed meanwhile\. Accept Reject/);
    assert.match(text, /1 change is shown in the editor only\./);
    assert.match(text, /one proposed change does not fit any more/);
    assert.doesNotMatch(text, /Edit arguments/);
  });

  it('can be answered together with the other changes that wait', () => {
    const page = html(callTurns.askingReviews);
    assert.match(page, /role="group" aria-label="All proposed changes"/);
    assert.match(
      seen(callTurns.askingReviews),
      /3 file changes wait for your review\. Those to be looked at closely are accepted one by one only\. Accept all Reject all Review all in the editor/,
    );
    assert.doesNotMatch(html(callTurns.askingReview), /All proposed changes/);
  });

  it('writes hidden characters out', () => {
    const call = askingCall('run_command', 'Run \u202Etest', [
      { kind: 'command', command: 'npm\u200B test', folder: 'a\u2066' },
      { kind: 'path', label: 'File', path: 'b\u202E.ts' },
      { kind: 'diff', path: 'c', diff: '@@ -0,0 +1 @@\n+d\u{E0041}', cut: 0 },
    ]);
    const page = html(callTurn('q', [], [call]));
    assert.doesNotMatch(page, /[\u202E\u200B\u2066\u{E0041}]/u);
    assert.match(page, /Run ⟨U\+202E⟩test.*npm⟨U\+200B⟩ test.*b⟨U\+202E⟩\.ts.*d⟨U\+E0041⟩/s);
  });

  it('cannot be allowed in the moment in which it appears', () => {
    assert.match(html(callTurns.askingCommand), /<button[^>]*disabled[^>]*>Allow</);
    assert.doesNotMatch(html(callTurns.askingCommand), /<button[^>]*disabled[^>]*>Deny</);
  });
});

describe('a call', () => {
  const states: Readonly<Record<string, readonly [turn: Turn, expected: RegExp]>> = {
    'the question, and answers to choose from': [
      callTurns.questioning,
      /Which tests should I run\? Only those of the cart All of them None, I run them myself Answer Waiting for your answer/,
    ],
    'the end of what it prints, and the way to the background': [
      callTurns.runningCommand,
      /Run npm test Move to background Show all 40 lines ✓ test 29 .*✓ test 40 \(3 ms\) Running npm test…/,
    ],
    'what it came to': [
      callTurns.answeredCalls,
      /Read src\/shop\/cart\.ts 42 lines Run npm test failed: exit code 1 Delete src\/old\.ts not allowed: keep it/,
    ],
    'that it was stopped or refused': [
      callTurns.droppedCall,
      /Run npm test stopped before it was answered Read \.env refused: hidden from Gemini/,
    ],
    'which limit was reached, and which instructions went along': [
      callTurns.limitReached,
      /Instructions: AGENTS\.md , src\/shop\/GEMINI\.md .* made 25 requests for this answer\. Should it go on\? Go on Stop Waiting for you/,
    ],
    'the newest plan as a list, the one before as a row in the fold': [
      callTurns.manySteps,
      /41 steps 1 failed Plan 1 of 3 done Read the cart done Take the discount of the sum in progress Run the tests of the cart and of the till to do Run npm test/,
    ],
  };
  for (const [name, [turn, expected]] of Object.entries(states)) {
    it(`tells ${name}`, () => assert.match(seen(turn), expected));
  }

  it('is a quiet row when it is none of ours', () => {
    const turn = callTurn('q', [], [{ name: 'get_weather', arguments: {}, state: undefined }]);
    assert.match(seen(turn), /get_weather not begun yet/);
  });

  it('is not found by a word that every object knows', () => {
    const turn = callTurn('q', [], reads(1));
    const [round] = turn.rounds;
    assert.ok(round);
    const steps = [...round.steps, { type: 'function_call', id: 'constructor', name: 'x' } as const];
    assert.match(seen({ ...turn, rounds: [{ ...round, steps, indices: [0, 1] }] }), / x not begun yet/);
  });

  it('counts cached tokens', () => {
    const turn = callTurn('q', [textStep('a')], [], { status: 'done' });
    const [round] = turn.rounds;
    assert.ok(round);
    const usage = { total_input_tokens: 2000, total_cached_tokens: 1500, total_output_tokens: 3 };
    assert.match(seen({ ...turn, rounds: [{ ...round, usage }] }), /2,000 in \(1,500 cached\) · 3 out/);
  });
});

describe('many calls', () => {
  const sizes = (turn: Turn): readonly number[] => partGroups(turnParts(turn), '').map(({ steps }) => steps);

  it('fold from four on', () => {
    assert.deepEqual(sizes(callTurn('q', [], reads(3))), [0, 0, 0]);
    assert.deepEqual(sizes(callTurn('q', [], reads(4))), [4]);
  });

  it('fold with the thoughts between them, and not with what is said or still runs', () => {
    const running: GivenCall = {
      name: 'run_command',
      arguments: {},
      state: { state: 'running', title: 'Run', output: '' },
    };
    const turn = callTurn('q', [textStep('First.')], [...reads(5), running, ...reads(4)]);
    const [round] = turn.rounds;
    assert.ok(round);
    const thought = { type: 'thought', summary: [{ type: 'text', text: 'Hm.' }] } as const;
    const steps = [thought, ...round.steps.slice(0, 3), thought, ...round.steps.slice(3), thought];
    const thoughtful = { ...turn, rounds: [{ ...round, steps, indices: steps.map((_step, at) => at) }] };
    assert.deepEqual(sizes(thoughtful), [0, 0, 5, 0, 4, 0]);
  });
});

describe('the plan', () => {
  const plan = (steps: unknown, outcome: 'done' | 'refused' = 'done'): GivenCall => ({
    ...answeredCall('update_plan', 'Plan', '', '', { outcome }),
    arguments: { steps } as never,
  });

  it('is the newest that was accepted', () => {
    const steps = [{ step: 'a', status: 'done' }];
    const turns = [
      { ...callTurn('q', [], [plan(steps), plan(steps)]), id: 'one' },
      { ...callTurn('q', [], [plan('nonsense'), plan(steps, 'refused')]), id: 'two' },
    ];
    assert.deepEqual(latestPlan(turns), { turnId: 'one', callKey: 'call-1' });
    assert.equal(latestPlan(turns.slice(1)), undefined);
  });
});

describe('diffLines', () => {
  it('tells lines that look like headers from headers', () => {
    const diff =
      '--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n--- a comment\n+++ c\n same\n\\ No newline at end of file\n';
    assert.deepEqual(diffLines(diff), [
      { kind: 'removed', text: '-- a comment' },
      { kind: 'added', text: '++ c' },
      { kind: 'same', text: 'same' },
    ]);
  });
});
