import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { callMark } from '../conversation/callMark';
import type { CallState } from '../conversation/calls';
import { visibleText } from '../util/visibleText';
import { CallFacts } from './CallFacts';
import { callWords } from './callWords';
import { EditArguments } from './EditArguments';
import { Icon } from './Icon';
import { LineField } from './LineField';
import { usePanel } from './panelContext';
import { useNewlyShown } from './useNewlyShown';

/** A call that waits for the person: what it will do, what is unusual about it, and the answers. */
export function Approval(props: {
  readonly turnId: string;
  readonly callKey: string;
  readonly tool: string;
  readonly call: Extract<CallState, { readonly state: 'asking' }>;
  /** Told that an answer was given, before what was answered goes away. */
  readonly onAnswered: () => void;
}): JSX.Element {
  const { turnId, callKey, tool, call, onAnswered } = props;
  const { title, facts, concerns, remember } = call.preview;
  const { post } = usePanel();
  const [open, setOpen] = useState<'reason' | 'arguments' | undefined>(undefined);
  const [answered, setAnswered] = useState<unknown>(undefined);
  // What is decided about a part leaves the rest as it was shown.
  const newlyShown = useNewlyShown(call.preview);
  useEffect(() => setOpen(undefined), [call.preview]);

  const disabled = answered === call;
  const isPartlyMade = call.review?.parts.some(({ decision }) => decision === 'accepted') === true;
  const shown = { turnId, callKey, mark: callMark(call) };
  const finish = (): void => {
    onAnswered();
    setAnswered(call);
  };
  const allow = (forChat: boolean): void => {
    post({ type: 'allowCall', ...shown, forChat });
    finish();
  };
  const deny = (reason: string): void => {
    post({ type: 'denyCall', ...shown, reason });
    finish();
  };
  const edit = (text: string): void => {
    post({ type: 'editCall', ...shown, arguments: text });
    finish();
  };
  const toggle = (what: 'reason' | 'arguments'): void => setOpen(open === what ? undefined : what);

  return (
    <div class="callCard" role="group" aria-label={callWords.approval(tool)}>
      <p class="callTitle" dir="auto">
        <Icon name="shield" />
        <strong>{visibleText(title)}</strong>
        <span class="callTool">{visibleText(tool)}</span>
      </p>
      <CallFacts
        facts={facts}
        turnId={turnId}
        callKey={callKey}
        review={call.review}
        disabled={disabled || newlyShown}
      />
      {/* Beside the answers, so that they are in sight together however long the change is. */}
      {concerns.length > 0 && (
        <ul class="concerns" aria-label={callWords.concerns}>
          {concerns.map((concern) => (
            <li key={concern} dir="auto">
              <Icon name="warning" />
              <span>{visibleText(concern)}</span>
            </li>
          ))}
        </ul>
      )}
      {call.problem !== undefined && (
        <p class="problem" role="alert" dir="auto">
          <Icon name="error" />
          <span>{callWords.cannotUse(visibleText(call.problem))}</span>
        </p>
      )}
      {call.review?.notice !== undefined && (
        <p class="problem" role="alert" dir="auto">
          <Icon name="warning" />
          <span>{visibleText(call.review.notice)}</span>
        </p>
      )}
      {open === 'arguments' && (
        <EditArguments given={call.arguments} onUse={edit} onCancel={() => setOpen(undefined)} />
      )}
      {open === 'reason' && (
        <LineField
          name={callWords.reason}
          hint={callWords.reasonHint}
          button={callWords.deny}
          mayBeEmpty
          onEnter={deny}
          onCancel={() => setOpen(undefined)}
        />
      )}
      {open === undefined && (
        <div class="buttons">
          <button type="button" class="button" disabled={disabled || newlyShown} onClick={() => allow(false)}>
            {callWords.allow}
          </button>
          {remember !== undefined && (
            <button
              type="button"
              class="button secondary"
              title={callWords.allowsForChat(visibleText(remember))}
              disabled={disabled || newlyShown}
              onClick={() => allow(true)}
            >
              {callWords.allowForChat}
            </button>
          )}
          <button type="button" class="button secondary" disabled={disabled} onClick={() => deny('')}>
            {callWords.deny}
          </button>
          <button type="button" class="linkButton" disabled={disabled} onClick={() => toggle('reason')}>
            {callWords.denyBecause}
          </button>
          {!isPartlyMade && (
            <button type="button" class="linkButton" disabled={disabled} onClick={() => toggle('arguments')}>
              {callWords.editArguments}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
