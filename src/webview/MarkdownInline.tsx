import type { MarkedToken, Token } from 'marked';
import type { JSX } from 'preact';
import { decodeEntities } from './entities';
import { Link } from './Link';
import { words } from './words';

/** Text within a block: emphasis, code, links. HTML is shown as the text that it is. */
export function Inline({ tokens }: { readonly tokens: readonly Token[] }): JSX.Element {
  return (
    <>
      {(tokens as readonly MarkedToken[]).map((token, at) => (
        <InlineToken key={at} token={token} />
      ))}
    </>
  );
}

function InlineToken({ token }: { readonly token: MarkedToken }): JSX.Element {
  switch (token.type) {
    case 'text':
      return token.tokens === undefined ? (
        <>{decodeEntities(token.text)}</>
      ) : (
        <Inline tokens={token.tokens} />
      );
    case 'escape':
      return <>{token.text}</>;
    case 'strong':
      return (
        <strong>
          <Inline tokens={token.tokens} />
        </strong>
      );
    case 'em':
      return (
        <em>
          <Inline tokens={token.tokens} />
        </em>
      );
    case 'del':
      return (
        <del>
          <Inline tokens={token.tokens} />
        </del>
      );
    case 'codespan':
      return <code dir="ltr">{token.text}</code>;
    case 'br':
      return <br />;
    case 'link': {
      const href = token.autolink === true ? token.href : decodeEntities(token.href);
      const title = token.title ? decodeEntities(token.title) : undefined;
      return (
        <Link href={href} {...(title === undefined ? {} : { title })}>
          {token.autolink === true ? token.text : <Inline tokens={token.tokens} />}
        </Link>
      );
    }
    // No picture is fetched because an answer names one.
    case 'image':
      return <Link href={decodeEntities(token.href)}>{words.imageLink(decodeEntities(token.text))}</Link>;
    case 'html':
      return /^<br\s*\/?>$/i.test(token.raw) ? <br /> : <>{token.raw}</>;
    default:
      return <>{token.raw}</>;
  }
}
