import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { bringsFiles, droppedUris, givenFiles } from './givenFiles';
import { Icon } from './Icon';
import { usePanel } from './panelContext';
import { words } from './words';

/** Takes files that are dropped anywhere on the panel, and says so while they are above it. */
export function DropTarget(): JSX.Element | null {
  const { post, announce } = usePanel();
  const [above, setAbove] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!bringsFiles(event.dataTransfer)) return;
      // What is not taken here goes to the editor's own target for drops.
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
      setAbove(true);
    };
    const leave = (event: DragEvent): void => {
      // Moving from one element to the next leaves the first one, not the panel.
      if (event.relatedTarget === null) setAbove(false);
    };
    const drop = (event: DragEvent): void => {
      setAbove(false);
      const data = event.dataTransfer;
      if (data === null || !bringsFiles(data)) return;
      event.preventDefault();
      const uris = droppedUris(data);
      if (uris.length > 0) {
        post({ type: 'attachUris', uris });
        return;
      }
      givenFiles([...data.files]).then(
        (files) => post({ type: 'attachBytes', files }),
        () => announce(words.unreadable),
      );
    };
    document.addEventListener('dragenter', over);
    document.addEventListener('dragover', over);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragenter', over);
      document.removeEventListener('dragover', over);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
    };
  }, [post, announce]);
  return above ? (
    <div class="dropTarget">
      <Icon name="attach" />
      <span>{words.drop}</span>
    </div>
  ) : null;
}
