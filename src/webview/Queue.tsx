import type { JSX } from 'preact';
import type { QueuedMessage } from '../conversation/state';
import { IconButton } from './IconButton';
import { usePanel } from './panelContext';
import { words } from './words';

/** The messages that wait until the running answer is over. */
export function Queue(props: {
  readonly messages: readonly QueuedMessage[];
  readonly running: boolean;
}): JSX.Element {
  const { post } = usePanel();
  return (
    <ul class="queue" aria-label={words.queue}>
      {props.messages.map(({ id, input }) => (
        <li key={id} class="queued">
          <span class="queuedText" dir="auto">
            {textOf(input)}
          </span>
          {!props.running && (
            <IconButton
              icon="send"
              name={words.sendNow}
              onClick={() => post({ type: 'sendQueued', messageId: id })}
            />
          )}
          <IconButton
            icon="close"
            name={words.withdraw}
            onClick={() => post({ type: 'withdraw', messageId: id })}
          />
        </li>
      ))}
    </ul>
  );
}

function textOf(input: QueuedMessage['input']): string {
  const question = input.find(({ origin }) => origin === undefined)?.content;
  return question?.type === 'text' ? question.text : '';
}
