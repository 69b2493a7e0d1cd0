import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { IconButton } from './IconButton';
import { usePanel } from './panelContext';
import { words } from './words';

/** How long the button says that it has done its work, in milliseconds. */
const doneMs = 1500;

/** A button that copies, and says for a moment that it has. */
export function CopyButton(props: {
  readonly name: string;
  /** Returns whether there was anything to copy. */
  readonly onCopy: () => boolean;
}): JSX.Element {
  const { announce } = usePanel();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), doneMs);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (): void => {
    if (!props.onCopy()) return;
    setCopied(true);
    announce(words.copied);
  };
  return <IconButton icon={copied ? 'check' : 'copy'} name={props.name} onClick={copy} />;
}
