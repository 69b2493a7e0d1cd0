import type { JSX } from 'preact';
import { memo } from './memo';
import { useContext, useEffect, useState } from 'preact/hooks';
import { CopyButton } from './CopyButton';
import { codeChunks } from './codeChunks';
import type { Run } from './highlight';
import { highlightSlices } from './highlightSlices';
import { IconButton } from './IconButton';
import { whenIdle } from './idleQueue';
import { languageName } from './languageName';
import { loadHighlight, type Highlight } from './loadHighlight';
import { locateBlock } from './locateBlock';
import { usePanel } from './panelContext';
import { partContext } from './partContext';
import { words } from './words';

/** Code longer than this, in characters, stays plain. */
const longestHighlighted = 100_000;

/** A code block. It is coloured when it is complete, in idle time. */
export const CodeBlock = memo(function CodeBlock(props: {
  readonly code: string;
  /** What stands after the opening fence. */
  readonly info: string;
  /** Its number among the fenced blocks of the part; `undefined` for code that is only indented. */
  readonly fence: number | undefined;
  /** Whether more of it may come. */
  readonly open: boolean;
}): JSX.Element {
  const { code, open } = props;
  const language =
    props.info
      .trim()
      .split(/[\s{,:]/, 1)[0]
      ?.toLowerCase() ?? '';
  // Backticks at the end of what has come may be the closing fence.
  const shown = open ? code.replace(/\n[ \t]*(?:`{1,2}|~{1,2})$/, '') : code;
  return (
    <div class="codeBlock" role="group" aria-label={words.codeBlock(languageName(language))}>
      <div class="codeBar">
        <span class="codeLanguage">{languageName(language)}</span>
        {!open && <CodeActions code={code} fence={props.fence} />}
      </div>
      <pre dir="ltr" tabIndex={0}>
        <Code code={shown} language={open ? '' : language} />
      </pre>
    </div>
  );
});

function CodeActions({
  code,
  fence,
}: {
  readonly code: string;
  readonly fence: number | undefined;
}): JSX.Element {
  const { post, announce } = usePanel();
  const part = useContext(partContext);
  const { turnId, partKey } = part;
  if (fence === undefined || turnId === undefined || partKey === undefined) return <></>;
  /** Returns whether the code was found in the answer. */
  const act = (type: 'copyCode' | 'insertCode' | 'applyCode') => (): boolean => {
    const block = locateBlock(part.source(), code, fence);
    if (block === undefined) announce(words.notFound);
    else post({ type, turnId, partKey, block });
    return block !== undefined;
  };
  return (
    <span class="codeActions">
      <CopyButton name={words.copyCode} onCopy={act('copyCode')} />
      <IconButton icon="insert" name={words.insertCode} onClick={act('insertCode')} />
      <IconButton icon="diff" name={words.applyCode} onClick={act('applyCode')} />
    </span>
  );
}

function Code({ code, language }: { readonly code: string; readonly language: string }): JSX.Element {
  const runs = useHighlight(code, language);
  if (runs !== undefined) {
    return (
      <code>
        {runs.map(({ scope, text }, at) =>
          scope === '' ? (
            text
          ) : (
            <span key={at} class={`hl-${scope}`}>
              {text}
            </span>
          ),
        )}
      </code>
    );
  }
  const chunks = codeChunks(code);
  return (
    <code>{chunks.length === 1 ? code : chunks.map((chunk, at) => <Chunk key={at} text={chunk} />)}</code>
  );
}

/** Some lines of long code: a line that arrives lays out its own chunk only. */
const Chunk = memo(function Chunk({ text }: { readonly text: string }): JSX.Element {
  return <span class="codeChunk">{text}</span>;
});

/** The coloured runs of the code, once they are there. */
function useHighlight(code: string, language: string): readonly Run[] | undefined {
  const [done, setDone] = useState<{ readonly code: string; readonly runs: readonly Run[] } | undefined>(
    undefined,
  );
  useEffect(() => {
    if (code.length > longestHighlighted || language === '') return undefined;
    let cancel = (): void => {};
    let cancelled = false;
    const begin = ({ canHighlight, highlight }: Highlight): void => {
      if (cancelled || !canHighlight(language)) return;
      const slices = highlightSlices(code);
      const runs: Run[] = [];
      let at = 0;
      const step = (): void => {
        runs.push(...highlight(slices[at] ?? '', language));
        at += 1;
        if (at < slices.length) cancel = whenIdle(step);
        else setDone({ code, runs });
      };
      cancel = whenIdle(step);
    };
    // Without its colours the code is as good to read.
    loadHighlight().then(begin, () => {});
    return () => {
      cancelled = true;
      cancel();
    };
  }, [code, language]);
  return done?.code === code ? done.runs : undefined;
}
