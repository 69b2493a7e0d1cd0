import type { JSX } from 'preact';
import type { InstructionFile } from '../conversation/state';
import { visibleText } from '../util/visibleText';
import { callWords } from './callWords';
import { Icon } from './Icon';
import { usePanel } from './panelContext';

/** The files with instructions that went along with a turn; each opens. */
export function InstructionFiles(props: {
  readonly turnId: string;
  readonly files: readonly InstructionFile[];
}): JSX.Element {
  const { turnId, files } = props;
  const { post } = usePanel();
  return (
    <div class="row instructions">
      <Icon name="book" />
      <span>
        {callWords.instructions}
        {files.map(({ name }, at) => (
          <>
            {at > 0 ? ', ' : ' '}
            <button
              type="button"
              class="linkButton"
              title={callWords.openFile(visibleText(name))}
              onClick={() => post({ type: 'openInstructions', turnId, at })}
            >
              {visibleText(name)}
            </button>
          </>
        ))}
      </span>
    </div>
  );
}
