import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { UploadState } from '../conversation/uploadState';
import type { PendingAttachment } from '../protocol/messages';
import { visibleText } from '../util/visibleText';
import { Chip } from './Chip';
import { IconButton } from './IconButton';
import { usePanel } from './panelContext';
import { words } from './words';

/** What is attached to the next message, and how far that has come which goes to the service by itself. */
export function Attachments(props: {
  readonly attachments: readonly PendingAttachment[];
  /** Puts the cursor into the composer, before the button with the focus goes away. */
  readonly onLeave: () => void;
}): JSX.Element | null {
  const { attachments, onLeave } = props;
  const { post } = usePanel();
  useUploadAnnouncements(attachments);
  if (attachments.length === 0) return null;
  return (
    <ul class="chips" aria-label={words.attachments}>
      {attachments.map(({ id, origin, upload }) => {
        const name = visibleText(origin.name);
        const failed = upload?.state === 'failed' ? upload : undefined;
        return (
          <li key={id} class={`pending ${failed === undefined ? '' : 'failedUpload'}`}>
            <Chip origin={origin} upload={upload} onOpen={() => post({ type: 'openAttachment', id })} />
            {failed !== undefined && (
              <IconButton
                icon="refresh"
                name={words.retryUpload(name)}
                onClick={() => {
                  onLeave();
                  post({ type: 'retryUpload', id });
                }}
              />
            )}
            <IconButton
              icon="close"
              name={words.remove(name)}
              onClick={() => {
                onLeave();
                post({ type: 'removeAttachment', id });
              }}
            />
            {failed !== undefined && (
              <p class="uploadFailure" dir="auto">
                {failed.message}
              </p>
            )}
            {(upload?.state === 'uploading' || upload?.state === 'processing') && (
              <progress
                class="uploadProgress"
                aria-label={words.uploadOf(name)}
                {...(upload.state === 'uploading' && { value: upload.part })}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Says when an upload has come to an end. */
function useUploadAnnouncements(attachments: readonly PendingAttachment[]): void {
  const { announce } = usePanel();
  const known = useRef<ReadonlyMap<string, UploadState['state'] | undefined>>(new Map());
  useEffect(() => {
    for (const { id, origin, upload } of attachments) {
      const before = known.current.get(id);
      if (before === undefined || before === upload?.state) continue;
      if (upload?.state === 'ready') announce(words.uploaded(visibleText(origin.name)));
      if (upload?.state === 'failed') announce(words.uploadFailed(visibleText(origin.name), upload.message));
    }
    known.current = new Map(attachments.map(({ id, upload }) => [id, upload?.state]));
  }, [attachments, announce]);
}
