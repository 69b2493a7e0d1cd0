import type { JSX } from 'preact';
import { visibleText } from '../util/visibleText';
import { callWords } from './callWords';
import { Icon } from './Icon';
import type { PlanStep } from './planSteps';

const icons = { done: 'pass-filled', active: 'arrow-circle-right', open: 'circle-large' } as const;

/** What the model is about to do, step by step, and how far it is. */
export function Plan({ steps }: { readonly steps: readonly PlanStep[] }): JSX.Element {
  const done = steps.filter(({ state }) => state === 'done').length;
  return (
    <div class="plan" role="group" aria-label={callWords.plan}>
      <p class="planTitle">
        <strong>{callWords.plan}</strong>
        <span class="planProgress">{callWords.planProgress(done, steps.length)}</span>
      </p>
      <ul>
        {steps.map(({ text, state }, at) => (
          <li key={at} class={state} dir="auto">
            <Icon name={icons[state]} />
            <span>{visibleText(text)}</span>
            <span class="forReaders">{callWords.planStates[state]}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
