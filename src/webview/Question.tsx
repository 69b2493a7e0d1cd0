import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CallState } from '../conversation/calls';
import { visibleText } from '../util/visibleText';
import { callWords } from './callWords';
import { Icon } from './Icon';
import { LineField } from './LineField';
import { usePanel } from './panelContext';
import { useNewlyShown } from './useNewlyShown';

/** A question of the model, with answers to choose from and a field for one in words. */
export function Question(props: {
  readonly turnId: string;
  readonly callKey: string;
  readonly tool: string;
  readonly call: Extract<CallState, { readonly state: 'questioning' }>;
  readonly onAnswered: () => void;
}): JSX.Element {
  const { turnId, callKey, tool, call, onAnswered } = props;
  const { question, options } = call.question;
  const { post } = usePanel();
  const [answered, setAnswered] = useState<unknown>(undefined);
  const disabled = useNewlyShown(call) || answered === call;
  const say = (text: string): void => {
    post({ type: 'answerCall', turnId, callKey, text });
    onAnswered();
    setAnswered(call);
  };
  return (
    <div class="callCard" role="group" aria-label={callWords.question(tool)}>
      <p class="callTitle" dir="auto">
        <Icon name="question" />
        <strong>{visibleText(question)}</strong>
      </p>
      {options.length > 0 && (
        <div class="buttons" role="group" aria-label={callWords.answers}>
          {options.map((option) => (
            <button
              key={option}
              type="button"
              class="button secondary"
              disabled={disabled}
              dir="auto"
              onClick={() => say(option)}
            >
              {visibleText(option)}
            </button>
          ))}
        </div>
      )}
      <LineField
        name={callWords.answer}
        hint={callWords.answerHint}
        button={callWords.sendAnswer}
        disabled={answered === call}
        onEnter={say}
      />
    </div>
  );
}
