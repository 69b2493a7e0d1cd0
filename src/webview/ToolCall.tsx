import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { FunctionCallStep } from '../api/types';
import type { CallState } from '../conversation/calls';
import { assertNever } from '../util/assertNever';
import { Approval } from './Approval';
import { EndedCall } from './EndedCall';
import { Plan } from './Plan';
import { planOf } from './planSteps';
import { Question } from './Question';
import { RunningCall } from './RunningCall';

/** A call of one of our functions, in whatever state it is. */
export function ToolCall(props: {
  readonly turnId: string;
  readonly callKey: string;
  readonly step: FunctionCallStep;
  readonly call: CallState;
  /** Whether it is the newest plan, which is open. */
  readonly showsPlan: boolean;
}): JSX.Element {
  const { turnId, callKey, step, call, showsPlan } = props;
  const place = useRef<HTMLDivElement>(null);
  // The buttons go away with their state: whoever goes by keyboard goes on from here.
  const stay = (): void => place.current?.focus({ preventScroll: true });
  return (
    <div class="call" ref={place} tabIndex={-1}>
      {inner()}
    </div>
  );

  function inner(): JSX.Element {
    const plan = showsPlan ? planOf(step.name, step.arguments) : undefined;
    if (plan !== undefined) return <Plan steps={plan} />;
    const common = { turnId, callKey, tool: step.name };
    switch (call.state) {
      case 'asking':
        return <Approval {...common} call={call} onAnswered={stay} />;
      case 'questioning':
        return <Question {...common} call={call} onAnswered={stay} />;
      case 'running':
        return <RunningCall {...common} call={call} />;
      case 'answered':
      case 'dropped':
        return <EndedCall turnId={turnId} callKey={callKey} step={step} call={call} />;
      default:
        return assertNever(call);
    }
  }
}
