import type { MarkedToken, Tokens } from 'marked';
import { Fragment, type JSX } from 'preact';
import { memo } from './memo';
import { CodeBlock } from './CodeBlock';
import { direction } from './direction';
import { countFenced, isFenced, type Block } from './markdownBlocks';
import { Inline } from './MarkdownInline';
import { words } from './words';

/** A block of Markdown, rendered again only when it has changed. */
export const MarkdownBlock = memo(function MarkdownBlock({ block }: { readonly block: Block }): JSX.Element {
  return (
    <div class="block">
      <BlockToken token={block.token} codeBefore={block.codeBefore} open={block.open} />
    </div>
  );
});

interface TokenProps<T> {
  readonly token: T;
  /** How many fenced code blocks the text has before this token. */
  readonly codeBefore: number;
  readonly open: boolean;
}

function BlockToken({ token, codeBefore, open }: TokenProps<MarkedToken>): JSX.Element {
  switch (token.type) {
    case 'paragraph':
      return (
        <p dir="auto">
          <Inline tokens={token.tokens} />
        </p>
      );
    case 'heading':
      return <Heading token={token} />;
    case 'code':
      return (
        <CodeBlock
          code={token.text.replace(/\n$/, '')}
          info={token.lang ?? ''}
          fence={isFenced(token.codeBlockStyle) ? codeBefore : undefined}
          open={open && !isClosed(token.raw)}
        />
      );
    case 'blockquote':
      return (
        <blockquote dir={direction(token.raw)}>
          <BlockTokens tokens={token.tokens as MarkedToken[]} codeBefore={codeBefore} open={open} />
        </blockquote>
      );
    case 'list':
      return <List token={token} codeBefore={codeBefore} open={open} />;
    case 'table':
      return <Table token={token} />;
    case 'hr':
      return <hr />;
    case 'html':
      return (
        <p class="raw" dir="auto">
          {token.text.trimEnd()}
        </p>
      );
    case 'text':
      return (
        <div dir="auto">
          <Inline tokens={token.tokens ?? [{ type: 'text', raw: token.raw, text: token.text }]} />
        </div>
      );
    case 'space':
    case 'def':
      return <Fragment />;
    default:
      return <p dir="auto">{token.raw}</p>;
  }
}

function BlockTokens({
  tokens,
  codeBefore,
  open,
}: {
  readonly tokens: readonly MarkedToken[];
  readonly codeBefore: number;
  readonly open: boolean;
}): JSX.Element {
  let code = codeBefore;
  const last = tokens.findLastIndex(({ type }) => type !== 'space');
  return (
    <>
      {tokens.map((token, at) => {
        const before = code;
        code += countFenced([token]);
        return <BlockToken key={at} token={token} codeBefore={before} open={open && at === last} />;
      })}
    </>
  );
}

/** The answer's own headings stand below those of the page. */
function Heading({ token }: { readonly token: Tokens.Heading }): JSX.Element {
  const Name = `h${Math.min(token.depth + 2, 6)}` as 'h3' | 'h4' | 'h5' | 'h6';
  return (
    <Name class={`heading heading${token.depth}`} dir="auto">
      <Inline tokens={token.tokens} />
    </Name>
  );
}

function List({ token, codeBefore, open }: TokenProps<Tokens.List>): JSX.Element {
  let code = codeBefore;
  const items = token.items.map((item, at) => {
    const before = code;
    code += countFenced(item.tokens as MarkedToken[]);
    return <Item key={at} item={item} codeBefore={before} open={open && at === token.items.length - 1} />;
  });
  const dir = direction(token.raw);
  const tasks = token.items.some(({ task }) => task) ? 'tasks' : undefined;
  return token.ordered ? (
    <ol dir={dir} start={token.start === '' ? 1 : token.start} class={tasks}>
      {items}
    </ol>
  ) : (
    <ul dir={dir} class={tasks}>
      {items}
    </ul>
  );
}

interface ItemProps {
  readonly item: Tokens.ListItem;
  readonly codeBefore: number;
  readonly open: boolean;
}
/** While a long list grows, only its last item is rendered again. */
const Item = memo(
  function Item({ item, codeBefore, open }: ItemProps): JSX.Element {
    const tokens = (item.tokens as MarkedToken[]).filter(({ type }) => type !== 'checkbox');
    return (
      <li class={item.task ? 'task' : undefined}>
        {item.task && (
          <input type="checkbox" checked={item.checked ?? false} disabled aria-label={taskName(item)} />
        )}
        <BlockTokens tokens={tokens} codeBefore={codeBefore} open={open} />
      </li>
    );
  },
  (before, after) =>
    !before.open &&
    !after.open &&
    before.codeBefore === after.codeBefore &&
    before.item.loose === after.item.loose &&
    before.item.raw === after.item.raw &&
    !before.item.raw.includes('['),
);

function taskName(item: Tokens.ListItem): string {
  return item.text.replace(/^\[[ xX]\]\s*/, '').split('\n', 1)[0] ?? '';
}

function Table({ token }: { readonly token: Tokens.Table }): JSX.Element {
  const cell = (name: 'th' | 'td') => (content: Tokens.TableCell, at: number) => {
    const Name = name;
    return (
      <Name key={at} dir="auto" class={content.align === null ? undefined : `align-${content.align}`}>
        <Inline tokens={content.tokens} />
      </Name>
    );
  };
  return (
    <div class="tableScroll" tabIndex={0} role="group" aria-label={words.table} dir={direction(token.raw)}>
      <table>
        <thead>
          <tr>{token.header.map(cell('th'))}</tr>
        </thead>
        <tbody>
          {token.rows.map((row, at) => (
            <tr key={at}>{row.map(cell('td'))}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Whether the closing fence of a code token has come. */
function isClosed(raw: string): boolean {
  const marker = /^ {0,3}(`{3,}|~{3,})/.exec(raw)?.[1];
  if (marker === undefined) return true;
  const lines = raw.trimEnd().split('\n');
  const last = lines.at(-1)?.trim() ?? '';
  return lines.length > 1 && last.length >= marker.length && last === (marker[0] ?? '').repeat(last.length);
}
