import type { JSX } from 'preact';
import { assertNever } from '../util/assertNever';
import { Icon } from './Icon';
import { Markdown } from './Markdown';
import { Media } from './Media';
import { memo } from './memo';
import { ToolCall } from './ToolCall';
import { thoughtText, type ServiceCallState, type TurnPart } from './turnParts';
import { words } from './words';

/** One part of an answer. */
export const Part = memo(
  function Part(props: {
    readonly turnId: string;
    readonly part: TurnPart;
    readonly open: boolean;
    /** The key of the call whose plan is open. */
    readonly planKey: string;
  }): JSX.Element {
    const { part, turnId, open, planKey } = props;
    switch (part.kind) {
      case 'text':
        return <Markdown source={part.content.text} open={open} turnId={turnId} partKey={part.key} />;
      case 'media':
        return <Media content={part.content} />;
      case 'thought':
        return (
          <details class="thought">
            <summary>{words.thinking}</summary>
            <Markdown source={thoughtText(part.step)} open={open} />
          </details>
        );
      case 'call':
        return <Row icon={callIcons[part.state]} text={part.name} note={callNotes[part.state]} />;
      case 'toolCall':
        return (
          <ToolCall
            turnId={turnId}
            callKey={part.callKey}
            step={part.step}
            call={part.call}
            showsPlan={part.callKey === planKey}
          />
        );
      case 'other':
        return <Row icon="circle-small" text={words.rowUnknown(part.name)} note="" />;
      default:
        return assertNever(part);
    }
  },
  (before, after) =>
    before.open === after.open &&
    before.turnId === after.turnId &&
    samePart(before.part, after.part) &&
    showsPlan(before) === showsPlan(after),
);

function showsPlan({ part, planKey }: { readonly part: TurnPart; readonly planKey: string }): boolean {
  return part.kind === 'toolCall' && part.callKey === planKey;
}

const callIcons: Readonly<Record<ServiceCallState, string>> = {
  running: 'tools',
  waiting: 'tools',
  done: 'check',
  failed: 'warning',
  open: 'tools',
};
const callNotes: Readonly<Record<ServiceCallState, string>> = {
  running: words.rowRunning,
  waiting: words.rowWaiting,
  done: '',
  failed: words.rowFailed,
  open: '',
};

function Row(props: { readonly icon: string; readonly text: string; readonly note: string }): JSX.Element {
  return (
    <div class="row">
      <Icon name={props.icon} />
      <span>{props.text}</span>
      {props.note !== '' && <span class="rowNote">{props.note}</span>}
    </div>
  );
}

function samePart(before: TurnPart, after: TurnPart): boolean {
  if (before.key !== after.key) return false;
  if (before.kind === 'text' && after.kind === 'text') return before.content.text === after.content.text;
  if (before.kind === 'media' && after.kind === 'media') return before.content === after.content;
  if (before.kind === 'thought' && after.kind === 'thought') return before.step === after.step;
  if (before.kind === 'call' && after.kind === 'call') {
    return before.name === after.name && before.state === after.state;
  }
  if (before.kind === 'toolCall' && after.kind === 'toolCall') {
    return before.call === after.call && before.step === after.step && before.callKey === after.callKey;
  }
  return before.kind === 'other' && after.kind === 'other' && before.name === after.name;
}
