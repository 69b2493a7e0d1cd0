import type { JSX } from 'preact';
import type { Turn } from '../conversation/state';
import { CopyButton } from './CopyButton';
import { FailureAlert } from './FailureAlert';
import { InstructionFiles } from './InstructionFiles';
import { Limit } from './Limit';
import { partGroups } from './partGroups';
import { StepGroup } from './StepGroup';
import { Icon } from './Icon';
import { IconButton } from './IconButton';
import { Link } from './Link';
import { usePanel } from './panelContext';
import { Part } from './Part';
import { ReviewAll } from './ReviewAll';
import { sourcesOf } from './sources';
import { turnParts, type TurnPart } from './turnParts';
import { TurnStatus } from './TurnStatus';
import { words } from './words';

/** What Gemini answered, as far as it has come, and how the turn stands. */
export function GeminiTurn(props: {
  readonly turn: Turn;
  readonly last: boolean;
  /** The key of the call whose plan is open; empty when it is in no call of this turn. */
  readonly planKey: string;
  /** Whether an answer runs, on whatever branch: then nothing can be sent anew. */
  readonly busy: boolean;
}): JSX.Element {
  const { turn, last, planKey, busy } = props;
  const { post } = usePanel();
  const running = turn.status === 'running';
  const copy = (): boolean => {
    post({ type: 'copyAnswer', turnId: turn.id });
    return true;
  };
  const parts = turnParts(turn);
  const sources = sourcesOf(turn);
  const show = (part: TurnPart): JSX.Element => (
    <Part
      key={part.key}
      turnId={turn.id}
      part={part}
      open={running && part === parts.at(-1)}
      planKey={planKey}
    />
  );
  return (
    <article class={`turn geminis ${last ? 'last' : ''}`} aria-label={words.gemini} data-turn={turn.id}>
      {turn.note !== undefined && (
        <div class="row">
          <Icon name="info" />
          <span dir="auto">{turn.note}</span>
        </div>
      )}
      {turn.instructions !== undefined && turn.instructions.length > 0 && (
        <InstructionFiles turnId={turn.id} files={turn.instructions} />
      )}
      {partGroups(parts, planKey).map((group) =>
        group.steps === 0 ? (
          group.parts.map(show)
        ) : (
          <StepGroup key={group.key} parts={group.parts} steps={group.steps}>
            {() => group.parts.map(show)}
          </StepGroup>
        ),
      )}
      {running && <ReviewAll turn={turn} />}
      {turn.limit !== undefined && <Limit turnId={turn.id} limit={turn.limit} />}
      {sources.length > 0 && (
        <>
          <div class="caption" aria-hidden="true">
            {words.sources}
          </div>
          <ol class="sources" aria-label={words.sources}>
            {sources.map(({ url, title }) => (
              <li key={url} dir="auto">
                <Link href={url}>{title}</Link>
              </li>
            ))}
          </ol>
        </>
      )}
      {turn.failure !== undefined && turn.status === 'failed' && (
        <FailureAlert failure={turn.failure} turnId={turn.id} canRetry={last} />
      )}
      <footer class="turnFooter">
        <TurnStatus turn={turn} />
        {!running && (
          <span class="actions">
            {parts.some(({ kind }) => kind === 'text') && (
              <CopyButton name={words.copyAnswer} onCopy={copy} />
            )}
            {turn.status !== 'failed' && (
              <IconButton
                icon="refresh"
                name={words.regenerate}
                disabled={busy}
                onClick={() => post({ type: 'retry', turnId: turn.id })}
              />
            )}
            {!last && (
              <IconButton
                icon="git-branch"
                name={words.branch}
                onClick={() => post({ type: 'branch', turnId: turn.id })}
              />
            )}
            <IconButton
              icon="comment-discussion"
              name={words.newChatFrom}
              onClick={() => post({ type: 'newChatFrom', turnId: turn.id })}
            />
          </span>
        )}
      </footer>
    </article>
  );
}
