/** A member of an archive, as raw as a hostile one needs it. */
export interface RawMember {
  readonly name: string | Buffer;
  readonly content?: string | Buffer;
  /** `0` unless set. */
  readonly flag?: string;
  readonly link?: string;
  readonly prefix?: string;
  /** What the header says, where that is not the length of the content. */
  readonly size?: number;
  /** Whether the header is broken. */
  readonly isBroken?: boolean;
  readonly isGnu?: boolean;
}

const block = 512;

/** The blocks of members, without an end. */
export function rawTar(members: readonly RawMember[]): Buffer {
  return Buffer.concat(members.map(blocksOf));
}

/** The blocks that end an archive. */
export const tarEnd = Buffer.alloc(2 * block);

/** A header of attributes for the member that follows, or for all that follow. */
export function pax(records: Readonly<Record<string, string>>, flag: 'x' | 'g' = 'x'): RawMember {
  const content = Object.entries(records).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`;
    let length = Buffer.byteLength(rest) + 1;
    while (String(length).length + Buffer.byteLength(rest) !== length) length += 1;
    return `${length}${rest}`;
  });
  return { name: 'PaxHeader/x', flag, content: content.join('') };
}

/** The way of GNU to give a long name to the member that follows. */
export function gnuName(name: string): RawMember {
  return { name: '././@LongLink', flag: 'L', content: `${name}\0`, isGnu: true };
}

function blocksOf(member: RawMember): Buffer {
  const body = Buffer.from(member.content ?? '');
  const padding = Buffer.alloc((block - (body.length % block)) % block);
  return Buffer.concat([headerOf(member, body.length), body, padding]);
}

function headerOf(
  { name, flag = '0', link = '', prefix = '', size, isBroken, isGnu }: RawMember,
  length: number,
): Buffer {
  const header = Buffer.alloc(block);
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;
  Buffer.from(name).copy(header, 0, 0, 100);
  header.write(octal(0o644, 7), 100, 'latin1');
  header.write(octal(0, 7), 108, 'latin1');
  header.write(octal(0, 7), 116, 'latin1');
  writeSize(header, size ?? length);
  header.write(octal(0, 11), 136, 'latin1');
  header.write(' '.repeat(8), 148, 'latin1');
  header.write(flag, 156, 'latin1');
  header.write(link, 157, 100);
  header.write(isGnu === true ? 'ustar  \0' : 'ustar\x0000', 257, 'latin1');
  header.write(prefix, 345, 155);
  const sum = header.reduce((total, byte) => total + byte, isBroken === true ? 1 : 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

/** Sizes beyond eight gigabytes, and those below nothing, are written in binary. */
function writeSize(header: Buffer, size: number): void {
  if (size >= 0 && size < 8 ** 11) {
    header.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
    return;
  }
  const value = BigInt.asUintN(96, BigInt(size)) | (size < 0 ? 0n : 1n << 95n);
  header.write(value.toString(16).padStart(24, '0'), 124, 'hex');
}
