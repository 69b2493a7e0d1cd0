import type { JSX } from 'preact';
import type { CallState } from '../conversation/calls';
import { visibleText } from '../util/visibleText';
import { callWords } from './callWords';
import { FoldedText } from './FoldedText';
import { Icon } from './Icon';
import { usePanel } from './panelContext';

/** What can go on without the model waiting for it. */
const movable = new Set(['run_command', 'run_task']);

/** A call that runs, with what it prints. */
export function RunningCall(props: {
  readonly turnId: string;
  readonly callKey: string;
  readonly tool: string;
  readonly call: Extract<CallState, { readonly state: 'running' }>;
}): JSX.Element {
  const { turnId, callKey, tool, call } = props;
  const { post } = usePanel();
  return (
    <>
      <div class="row">
        <Icon name="loading codicon-modifier-spin" />
        <span class="rowText">
          <span class="rowTitle" dir="auto">
            {visibleText(call.title)}
          </span>{' '}
          {movable.has(tool) && (
            <button
              type="button"
              class="linkButton"
              onClick={() => post({ type: 'moveCall', turnId, callKey })}
            >
              {callWords.moveToBackground}
            </button>
          )}
        </span>
      </div>
      {call.output.trim() !== '' && (
        <FoldedText text={visibleText(call.output)} name={callWords.output} keep="end" />
      )}
    </>
  );
}
