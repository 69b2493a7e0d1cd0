import type { GivenFile } from '../protocol/messages';

/** More than any message takes, in bytes: such a file is named but not read. */
const largest = 14_000_000;

/** Files of the clipboard or of a drop with their bytes; those that are too large come without. */
export async function givenFiles(files: readonly File[]): Promise<readonly GivenFile[]> {
  const given: GivenFile[] = [];
  for (const file of files) {
    const named = { name: file.name, bytes: file.size };
    given.push(file.size > largest ? named : { ...named, data: await base64Of(file) });
  }
  return given;
}

/** The pictures that a paste brings. Where text comes too, as from an office program, the text is meant. */
export function pastedPictures(data: DataTransfer | null): readonly File[] {
  if (data === null || data.getData('text/plain') !== '') return [];
  return [...data.files].filter((file) => file.type.startsWith('image/'));
}

/** The addresses of what is dragged from the editor; each line that is no comment is one. */
export function droppedUris(data: DataTransfer): readonly string[] {
  const list = data.getData('application/vnd.code.uri-list') || data.getData('text/uri-list');
  return list.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
}

/** Whether a drag brings files, from within the editor or from outside of it. */
export function bringsFiles(data: DataTransfer | null): boolean {
  return ['Files', 'text/uri-list', 'application/vnd.code.uri-list'].some(
    (type) => data?.types.includes(type) === true,
  );
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      const url = typeof reader.result === 'string' ? reader.result : '';
      resolve(url.slice(url.indexOf(',') + 1));
    });
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The file cannot be read.')));
    reader.readAsDataURL(file);
  });
}
