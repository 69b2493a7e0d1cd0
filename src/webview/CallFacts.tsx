import type { JSX } from 'preact';
import type { CallFact, CallReview } from '../conversation/calls';
import { assertNever } from '../util/assertNever';
import { visibleText } from '../util/visibleText';
import { callWords } from './callWords';
import { Diff } from './Diff';
import { FoldedText } from './FoldedText';

/** What a call will do, exactly as it will be done. */
export function CallFacts(props: {
  readonly facts: readonly CallFact[];
  readonly turnId: string;
  readonly callKey: string;
  readonly review?: CallReview | undefined;
  readonly disabled: boolean;
}): JSX.Element {
  const { facts, ...call } = props;
  return (
    <>
      {facts.map((fact, at) => (
        <Fact key={at} fact={fact} at={at} {...call} />
      ))}
    </>
  );
}

function Fact(props: {
  readonly fact: CallFact;
  readonly at: number;
  readonly turnId: string;
  readonly callKey: string;
  readonly review?: CallReview | undefined;
  readonly disabled: boolean;
}): JSX.Element {
  const { fact, at, ...call } = props;
  switch (fact.kind) {
    case 'path':
      return (
        <p class="callFact">
          <span class="factLabel">{visibleText(fact.label)}</span>{' '}
          <code dir="ltr">{visibleText(fact.path)}</code>
        </p>
      );
    case 'command':
      return (
        <div class="codeBlock" role="group" aria-label={callWords.command}>
          <div class="codeBar">
            <span class="codeLanguage" dir="ltr">
              {callWords.commandIn(visibleText(fact.folder))}
            </span>
          </div>
          <FoldedText text={visibleText(fact.command)} name={callWords.command} keep="start" whole />
        </div>
      );
    case 'diff':
      return <Diff fact={fact} at={at} {...call} />;
    case 'text':
      return (
        <div class="callFact">
          <span class="factLabel">{visibleText(fact.label)}</span>
          <FoldedText text={visibleText(fact.text)} name={visibleText(fact.label)} keep="start" />
        </div>
      );
    default:
      return assertNever(fact);
  }
}
