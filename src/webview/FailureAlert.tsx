import type { JSX } from 'preact';
import type { Failure, FailureAction } from '../conversation/state';
import type { FromPanel } from '../protocol/messages';
import { Icon } from './Icon';
import { usePanel } from './panelContext';
import { actionWords, words } from './words';

/** What went wrong with a turn, with the button that mends it and, at the end of the conversation, *Retry*. */
export function FailureAlert(props: {
  readonly failure: Failure;
  readonly turnId: string;
  readonly canRetry: boolean;
}): JSX.Element {
  const { failure, turnId, canRetry } = props;
  const { post } = usePanel();
  const message = (action: FailureAction): FromPanel =>
    action === 'retry' ? { type: 'retry', turnId } : { type: action };
  const mends = failure.action !== 'retry';
  return (
    <div class="failure" role="alert">
      <p class="failureText" dir="auto">
        <Icon name="error" />
        <span>{failure.message}</span>
      </p>
      <div class="buttons">
        {mends && (
          <button type="button" class="button" onClick={() => post(message(failure.action))}>
            {actionWords[failure.action]}
          </button>
        )}
        {canRetry && (
          <button
            type="button"
            class={mends ? 'button secondary' : 'button'}
            onClick={() => post(message('retry'))}
          >
            {words.retry}
          </button>
        )}
      </div>
      {failure.detail !== undefined && failure.detail !== '' && (
        <details class="failureDetail">
          <summary>{words.details}</summary>
          <pre dir="ltr" tabIndex={0}>
            {failure.detail}
          </pre>
        </details>
      )}
    </div>
  );
}
