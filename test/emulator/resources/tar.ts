/** A file of an archive; its path is relative. */
export interface TarEntry {
  readonly path: string;
  /** Undefined for a folder. */
  readonly content?: Buffer;
}

const blockSize = 512;

/** A POSIX (ustar) archive. Source: IEEE Std 1003.1, pax, “ustar Interchange Format”. */
export function encodeTar(entries: readonly TarEntry[]): Buffer {
  const parts = entries.flatMap(({ path, content }) => {
    const body = content ?? Buffer.alloc(0);
    const padding = Buffer.alloc((blockSize - (body.length % blockSize)) % blockSize);
    return [headerOf(path, content), body, padding];
  });
  return Buffer.concat([...parts, Buffer.alloc(blockSize * 2)]);
}

function headerOf(path: string, content: Buffer | undefined): Buffer {
  const header = Buffer.alloc(blockSize);
  const isFolder = content === undefined;
  const { prefix, name } = splitPath(isFolder ? `${path}/` : path);
  const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`;
  header.write(name, 0, 100);
  header.write(octal(isFolder ? 0o755 : 0o644, 8), 100, 'latin1');
  header.write(octal(0, 8), 108, 'latin1');
  header.write(octal(0, 8), 116, 'latin1');
  header.write(octal(content?.length ?? 0, 12), 124, 'latin1');
  header.write(octal(0, 12), 136, 'latin1');
  header.write(' '.repeat(8), 148, 'latin1');
  header.write(isFolder ? '5' : '0', 156, 'latin1');
  header.write('ustar', 257, 'latin1');
  header.write('00', 263, 'latin1');
  header.write(prefix, 345, 155);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

/** A long path is spread over two fields, split at a slash. */
function splitPath(path: string): { prefix: string; name: string } {
  if (Buffer.byteLength(path) <= 100) return { prefix: '', name: path };
  const parts = path.split('/');
  const name: string[] = [parts.pop() ?? ''];
  if (name[0] === '') name.unshift(parts.pop() ?? '');
  while (parts.length > 0 && Buffer.byteLength([parts.at(-1), ...name].join('/')) <= 100)
    name.unshift(parts.pop() ?? '');
  return { prefix: parts.join('/'), name: name.join('/') };
}

/** The files and folders of an archive. */
export function decodeTar(archive: Buffer): readonly TarEntry[] {
  const entries: TarEntry[] = [];
  const field = (at: number, length: number): string =>
    archive
      .subarray(at, at + length)
      .toString('utf8')
      .replace(/\0[\s\S]*$/, '');
  for (let at = 0; at + blockSize <= archive.length && archive[at] !== 0;) {
    const prefix = field(at + 345, 155);
    const path = (prefix === '' ? '' : `${prefix}/`) + field(at, 100);
    const size = Number.parseInt(field(at + 124, 12).trim() || '0', 8);
    const content = archive.subarray(at + blockSize, at + blockSize + size);
    entries.push(field(at + 156, 1) === '5' ? { path: path.replace(/\/$/, '') } : { path, content });
    at += blockSize * (1 + Math.ceil(size / blockSize));
  }
  return entries;
}
