import { createHash } from 'node:crypto';
import type { InlineSource } from '../api/environmentValue';
import { maskSecrets } from '../util/maskSecrets';
import type { MountedFile } from './compareWithMounted';
import { contentOf } from './contentOf';
import { toEnvironment } from './environmentPath';
import { refusalWords } from './refusal';
import { safeName } from './safeName';
import { createTakenNames } from './takenNames';

/** A file that a person chose to send along with a run. */
export interface ChosenFile {
  /** As the workspace names it. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What goes up, whole, with the request. */
export interface Mount {
  readonly sources: readonly InlineSource[];
  /** To compare with what comes back. */
  readonly files: readonly MountedFile[];
  /** As they travel; what is no text is a third larger there. */
  readonly bytes: number;
  /** Files in which something looks like a credential: to be asked about before anything is sent. */
  readonly withSecrets: readonly string[];
}

/** Files that cannot go up together, with a sentence for each reason. Nothing is sent then. */
export interface MountRefusal {
  readonly problems: readonly string[];
}

/** What the service takes: bytes of one source, and of all. */
export const mountLimits = { fileBytes: 1_000_000, totalBytes: 2_000_000 } as const;

/** The chosen files as sources of an environment, at their places below `/workspace`; or why that cannot be. */
export function mountFiles(chosen: readonly ChosenFile[]): Mount | MountRefusal {
  const problems: string[] = [];
  const taken = createTakenNames();
  const mounted = chosen.flatMap((file) => {
    const judged = safeName(file.path);
    const reason = 'reason' in judged ? judged.reason : taken.take(judged.path, 'file');
    if (reason !== undefined || 'reason' in judged) {
      problems.push(`${file.path || 'A file'} cannot be sent: ${refusalWords[reason ?? 'noName']}.`);
      return [];
    }
    return [mountedFile(judged.path, file.bytes)];
  });
  for (const { path, bytes } of mounted) {
    if (bytes > mountLimits.fileBytes)
      problems.push(`${path} is too large: ${inMegabytes(bytes)} as it is sent, and a file may have 1 MB.`);
  }
  const bytes = mounted.reduce((sum, each) => sum + each.bytes, 0);
  if (bytes > mountLimits.totalBytes)
    problems.push(
      `The files are too large together: ${inMegabytes(bytes)} as they are sent, and all may have 2 MB.`,
    );
  if (problems.length > 0) return { problems };
  return {
    sources: mounted.map(({ source }) => source),
    files: mounted.map(({ file }) => file),
    bytes,
    withSecrets: mounted.filter(({ hasSecret }) => hasSecret).map(({ path }) => path),
  };
}

function mountedFile(path: string, bytes: Uint8Array) {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const content = contentOf(bytes, sha256);
  const isText = content.kind === 'text';
  const sent = isText ? content.text : Buffer.from(bytes).toString('base64');
  const source: InlineSource = {
    type: 'inline',
    content: sent,
    ...(isText ? {} : { encoding: 'base64' }),
    target: toEnvironment(path),
  };
  return {
    path,
    source,
    bytes: Buffer.byteLength(sent),
    file: { path, sha256, content },
    hasSecret: isText && maskSecrets(content.text).count > 0,
  };
}

function inMegabytes(bytes: number): string {
  return `${(Math.ceil(bytes / 10_000) / 100).toFixed(2)} MB`;
}
