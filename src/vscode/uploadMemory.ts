import type * as vscode from 'vscode';
import type { KnownUpload, UploadMemory } from '../session/uploads';
import type { Logger } from '../util/log';

const uploadsKey = 'uploads';

/** Remembers uploads in the state of the extension, for all windows, as long as they live. */
export function createUploadMemory(state: vscode.Memento, now: () => number, log: Logger): UploadMemory {
  const all = (): Readonly<Record<string, KnownUpload>> => state.get(uploadsKey, {});
  const change = (make: (uploads: Readonly<Record<string, KnownUpload>>) => typeof uploads): void => {
    const living = Object.entries(make(all())).filter(([, { expiresAt }]) => expiresAt > now());
    state
      .update(uploadsKey, Object.fromEntries(living))
      .then(undefined, (error: unknown) => log.warn('An upload was not remembered.', error));
  };
  return {
    find: (sha256) => all()[sha256],
    keep: (sha256, upload) => change((uploads) => ({ ...uploads, [sha256]: upload })),
    forget: (sha256) => change(({ [sha256]: _forgotten, ...others }) => others),
  };
}
