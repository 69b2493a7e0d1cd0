/** A path that a code block may be of. */
export interface NamedPath {
  readonly path: string;
  /** Whether nothing else can be meant, so that a file that does not exist yet may be made. */
  readonly isPlain: boolean;
}

const attribute =
  /(?:^|[\s{,])(?:title|file|filename|filepath|path)\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s}]+))/i;
/** Names of files without a dot in them. */
const plainNames = /^(?:Dockerfile|Makefile|Gemfile|Rakefile|Procfile|Jenkinsfile|LICENSE|README)$/;

/**
 * The paths that a code block may be of, the likeliest first: by what stands behind its fence, then by the line in front
 * of it.
 * @param info what stands behind the fence, the language included
 * @param before the last line with text in front of the fence
 */
export function namedPaths(info: string, before: string): readonly NamedPath[] {
  const [, double, single, bare] = attribute.exec(info) ?? [];
  const named = double ?? single ?? bare;
  const words = info
    .replace(attribute, ' ')
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/^[\w+#-]+:(?=[^\d:/\\])/, ''));
  const behind = [...(named === undefined ? [] : [named]), ...words].map((path) => ({ path, isPlain: true }));
  const line = before.replace(/^[\s>*+#-]*(?:\d+[.)]\s+)?/, '').replace(/[\s:*]+$/, '');
  const whole = plainOf(line.replace(/^(?:in|file|datei)\s*:?\s+/i, ''));
  const marked = [...line.matchAll(/`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(/g)].map(
    ([, code, bold, link]) => code ?? bold ?? link ?? '',
  );
  const inFront = [
    { path: whole, isPlain: true },
    ...[...marked, ...line.split(/[\s,;()]+/)].toReversed().map((path) => ({ path, isPlain: false })),
  ];
  const found = new Map<string, NamedPath>();
  for (const { path, isPlain } of [...behind, ...inFront]) {
    const plain = plainOf(path);
    if (looksLikePath(plain) && !found.has(plain)) found.set(plain, { path: plain, isPlain });
  }
  return [...found.values()];
}

/** Without the marks around it, and without the lines behind it. */
function plainOf(text: string): string {
  return text
    .replace(/^[`*"'(<[]+|[`*"')>\].,;:!?]+$/g, '')
    .replace(/(?::\d+(?:-\d+)?|#L\d+(?:-L?\d+)?)$/, '')
    .replace(/^\.\//, '');
}

function looksLikePath(text: string): boolean {
  const name = text.split(/[\\/]/).at(-1) ?? '';
  return (
    !/[\s<>|"?*`{}]|:\/\/|^\.*$/.test(text) &&
    (/^[^.].*\.[A-Za-z]\w{0,9}$|^\.[\w.-]+$/.test(name) || plainNames.test(name))
  );
}
