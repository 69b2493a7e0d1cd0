import type { InputBlock } from '../conversation/state';
import { visibleText } from '../util/visibleText';
import type { Draft } from './draft';
import type { SendOptions, Session } from './session';

export interface OutboxOptions extends SendOptions {
  /** Called when the message leaves the composer; `waited` tells whether it stayed there for a while first. */
  readonly onSend?: (waited: boolean) => void;
}

/** Where a message is until everything that is attached to it has arrived at the service. */
export interface Outbox {
  /** The names of the files that a message waits for; empty when none waits. */
  readonly waitsFor: readonly string[];
  /**
   * Sends blocks with what the draft holds, at once or when its uploads are ready. Until then the draft stays as it is;
   * a failure, the removal of an attachment, another message and `cancel` end the waiting, and nothing is sent.
   * @returns once the turn is over, or the message waits behind another; `false` when nothing was sent
   */
  send(blocks: readonly InputBlock[], options?: OutboxOptions): Promise<boolean>;
  cancel(): void;
  /** Calls the listener when `waitsFor` begins or ends. Returns the way to stop that. */
  onChange(listener: () => void): () => void;
}

export function createOutbox(draft: Draft, session: Pick<Session, 'send'>): Outbox {
  const listeners = new Set<() => void>();
  let endWaiting: ((go: boolean) => void) | undefined;
  const tell = (): void => {
    for (const listener of listeners) listener();
  };

  const inState = (...states: readonly string[]): readonly string[] =>
    draft.attachments
      .filter(({ upload }) => upload !== undefined && states.includes(upload.state))
      .map(({ origin }) => visibleText(origin.name));
  const pending = (): readonly string[] => inState('uploading', 'processing');
  const refuse = (names: readonly string[]): void =>
    draft.note(
      `Nothing was sent: ${names.join(', ')} could not be uploaded. Try ${names.length === 1 ? 'it' : 'them'} again, or remove ${names.length === 1 ? 'it' : 'them'}.`,
    );

  /** Resolves with whether everything is ready. */
  function waitForUploads(): Promise<boolean> {
    const wanted = draft.attachments.map(({ id }) => id);
    return new Promise((resolve) => {
      const look = (): void => {
        const present = new Set(draft.attachments.map(({ id }) => id));
        const failed = inState('failed');
        if (wanted.some((id) => !present.has(id))) end(false);
        else if (failed.length > 0) {
          end(false);
          refuse(failed);
        } else if (pending().length === 0) end(true);
      };
      const end = (go: boolean): void => {
        stop();
        endWaiting = undefined;
        tell();
        resolve(go);
      };
      const stop = draft.onChange(look);
      endWaiting = end;
      tell();
    });
  }

  return {
    get waitsFor() {
      return endWaiting === undefined ? [] : pending();
    },
    async send(blocks, { onSend, ...options } = {}) {
      endWaiting?.(false);
      draft.refresh();
      const failed = inState('failed');
      if (failed.length > 0) {
        refuse(failed);
        return false;
      }
      const waits = pending().length > 0;
      if (waits && !(await waitForUploads())) return false;
      onSend?.(waits);
      await session.send([...draft.take(), ...blocks], options);
      return true;
    },
    cancel: () => endWaiting?.(false),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
