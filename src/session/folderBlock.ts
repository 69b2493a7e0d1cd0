import type { InputBlock } from '../conversation/state';
import { textBlock } from './input';

/** A file of a folder: with its text, or by its name alone. */
export interface FolderFile {
  /** What the person and the model call it. */
  readonly path: string;
  readonly uri: string;
  readonly bytes: number;
  readonly text?: string;
}

/** A folder as a block: a list of its files, what was left out, and then the files whose text goes along. */
export function folderBlock(folder: {
  readonly path: string;
  readonly uri: string;
  readonly files: readonly FolderFile[];
  /** What of the folder is not here, each in a few words. */
  readonly leftOut: readonly string[];
}): InputBlock {
  const { path, uri, files, leftOut } = folder;
  const list = files.map(
    (file) => `- ${file.path}, ${file.bytes} bytes${file.text === undefined ? ' (only named)' : ''}`,
  );
  const text = [
    `Folder ${path}:`,
    ...list,
    ...(leftOut.length === 0 ? [] : [`Left out: ${leftOut.join('; ')}.`]),
    ...files.flatMap((file) => (file.text === undefined ? [] : ['', textOf({ ...file, text: file.text })])),
  ].join('\n');
  return {
    content: { type: 'text', text },
    origin: {
      kind: 'folder',
      name: `${path.split('/').at(-1) ?? path}/`,
      path,
      uri,
      bytes: new TextEncoder().encode(text).length,
    },
  };
}

function textOf(file: FolderFile & { readonly text: string }): string {
  const name = file.path.split('/').at(-1) ?? '';
  const languageId = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const { content } = textBlock({ ...file, languageId });
  return content.type === 'text' ? content.text : '';
}
