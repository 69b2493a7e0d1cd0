import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { FunctionCallStep } from '../api/types';
import type { CallOutcome, CallState } from '../conversation/calls';
import { argumentsText, resultContents } from '../conversation/callText';
import { visibleText } from '../util/visibleText';
import { callWords, endOf } from './callWords';
import { FoldedText } from './FoldedText';
import { Icon } from './Icon';
import { Media } from './Media';
import { usePanel } from './panelContext';

/** As many characters of arguments are shown; the rest opens in an editor. */
const longest = 4_000;

const icons: Readonly<Record<CallOutcome, string>> = {
  done: 'check',
  failed: 'error',
  denied: 'circle-slash',
  refused: 'shield',
};

/** A call that is over: one quiet row, which unfolds to all that is known of it. */
export function EndedCall(props: {
  readonly turnId: string;
  readonly callKey: string;
  readonly step: FunctionCallStep;
  readonly call: Extract<CallState, { readonly state: 'answered' | 'dropped' }>;
}): JSX.Element {
  const { turnId, callKey, step, call } = props;
  // What is inside is made when it is first looked at: a turn may have dozens of calls.
  const [opened, setOpened] = useState(false);
  const outcome = call.state === 'dropped' ? 'dropped' : call.outcome;
  const summary = call.state === 'dropped' ? callWords.dropped : endOf(call);
  return (
    <details
      class={`callRow ${outcome}`}
      onToggle={({ currentTarget }) => currentTarget.open && setOpened(true)}
    >
      <summary>
        <Icon name={call.state === 'dropped' ? 'debug-stop' : icons[call.outcome]} />
        <span class="rowText">
          <span class="rowTitle" dir="auto">
            {visibleText(call.title)}
          </span>
          {summary !== '' && <span class="rowNote" dir="auto">{` ${visibleText(summary)}`}</span>}
        </span>
      </summary>
      {opened && <CallDetails turnId={turnId} callKey={callKey} step={step} call={call} />}
    </details>
  );
}

function CallDetails(props: {
  readonly turnId: string;
  readonly callKey: string;
  readonly step: FunctionCallStep;
  readonly call: Extract<CallState, { readonly state: 'answered' | 'dropped' }>;
}): JSX.Element {
  const { turnId, callKey, step, call } = props;
  const { post } = usePanel();
  const output = call.state === 'answered' ? (call.output ?? '') : '';
  const edited = call.state === 'answered' ? call.arguments : undefined;
  return (
    <div class="callDetails">
      <Section name={callWords.arguments} text={argumentsText(step.arguments)} />
      {edited !== undefined && <Section name={callWords.editedArguments} text={argumentsText(edited)} />}
      {output !== '' && <Section name={callWords.output} text={output} />}
      {call.state === 'answered' &&
        resultContents(call.result).map((block, at) =>
          block.type === 'text' ? (
            <Section key={at} name={callWords.told} text={block.text} />
          ) : block.type === 'unknown' ? null : (
            <Media key={at} content={block} />
          ),
        )}
      <button type="button" class="linkButton" onClick={() => post({ type: 'openCall', turnId, callKey })}>
        {callWords.openCall}
      </button>
    </div>
  );
}

function Section({ name, text }: { readonly name: string; readonly text: string }): JSX.Element {
  const cut = text.length - longest;
  const shown = cut > 0 ? `${text.slice(0, longest)}\n${callWords.cut(cut)}` : text;
  return (
    <>
      <div class="caption" aria-hidden="true">
        {name}
      </div>
      <FoldedText text={visibleText(shown)} name={name} keep="start" />
    </>
  );
}
