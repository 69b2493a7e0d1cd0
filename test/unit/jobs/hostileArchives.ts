import { gnuName, pax, type RawMember, rawTar, tarEnd } from './rawTar';

/** The good file in front of what is hostile. */
export const good: RawMember = { name: 'workspace/good.txt', content: 'good' };
/** The one behind it. */
export const good2: RawMember = { name: 'workspace/after.txt', content: 'after' };

/** What stands between two good files: [what it is, the members, the refusals as `reason path`, files beside the good ones]. */
export type Row = readonly [
  what: string,
  members: readonly RawMember[],
  refused: readonly string[],
  taken?: readonly string[],
];

const evil = (name: string | Buffer, more: Partial<RawMember> = {}): RawMember => ({
  name,
  content: 'evil',
  ...more,
});

/** Members that are hostile by their names. */
export const hostileNames: readonly Row[] = [
  ['a path that climbs out', [evil('../../out.txt')], ['climbs ../../out.txt']],
  [
    'a path that climbs out after going in',
    [evil('workspace/../../out.txt')],
    ['climbs workspace/../../out.txt'],
  ],
  ['a path that climbs and stays', [evil('workspace/a/../out.txt')], ['climbs workspace/a/../out.txt']],
  ['a path that ends in dots', [evil('workspace/..')], ['climbs workspace/..']],
  ['a path that climbs by backslashes', [evil('..\\..\\out.txt')], ['climbs ..\\..\\out.txt']],
  ['an absolute path', [evil('/etc/cron.d/out')], ['absolute /etc/cron.d/out']],
  ['an absolute path by a backslash', [evil('\\Windows\\out')], ['absolute \\Windows\\out']],
  ['a drive', [evil('C:/Windows/out.txt')], ['drive C:/Windows/out.txt']],
  ['a path relative to a drive', [evil('c:out.txt')], ['drive c:out.txt']],
  ['another computer', [evil('\\\\server\\share\\out.txt')], ['network \\\\server\\share\\out.txt']],
  ['another computer by slashes', [evil('//server/share/out.txt')], ['network //server/share/out.txt']],
  ['a device path', [evil('\\\\?\\C:\\out.txt')], ['network \\\\?\\C:\\out.txt']],
  ['a backslash', [evil('workspace/a\\b.txt')], ['backslash workspace/a\\b.txt']],
  ['a hidden stream', [evil('workspace/a.txt:evil')], ['stream workspace/a.txt:evil']],
  ['a line break', [evil('workspace/a\nb.txt')], ['control workspace/a\nb.txt']],
  ['an escape sequence', [evil('workspace/\u001b[2Ja.txt')], ['control workspace/\u001b[2Ja.txt']],
  ['a name that is turned round', [evil('workspace/a\u202egpj.exe')], ['hidden workspace/a\u202egpj.exe']],
  [
    'a name with letters that are not seen',
    [evil('workspace/a\u200b.txt')],
    ['hidden workspace/a\u200b.txt'],
  ],
  [
    'a name that is not UTF-8',
    [evil(Buffer.from('workspace/caf\xe9.txt', 'latin1'))],
    ['encoding workspace/caf\ufffd.txt'],
  ],
  ['a device of Windows', [evil('workspace/CON')], ['deviceName workspace/CON']],
  ['a device of Windows with an ending', [evil('workspace/aux.c')], ['deviceName workspace/aux.c']],
  ['a device of Windows as a folder', [evil('workspace/nul/a.txt')], ['deviceName workspace/nul/a.txt']],
  ['a dot at the end', [evil('workspace/.git./config')], ['ending workspace/.git./config']],
  ['a space at the end', [evil('workspace/.env ')], ['ending workspace/.env ']],
  ['a short name of Windows', [evil('workspace/GIT~1/config')], ['shortName workspace/GIT~1/config']],
  ['a path without a name', [evil('./')], ['noName ./']],
  [
    'a name that is too long',
    [gnuName(`workspace/${'x'.repeat(250)}`), evil('x')],
    [`longName workspace/${'x'.repeat(250)}`],
  ],
  [
    'a path that is too long',
    [gnuName(`workspace/${'x/'.repeat(600)}y`), evil('x')],
    [`longName ${`workspace/${'x/'.repeat(600)}`.slice(0, 600)}…`],
  ],
  ['a path that is too deep', [gnuName('x/'.repeat(65)), evil('x')], [`longName ${'x/'.repeat(65)}`]],
  [
    'the same path by a letter that is two as a capital',
    [evil('workspace/stra\u00dfe'), evil('workspace/STRASSE')],
    ['sameLetters workspace/STRASSE'],
    ['workspace/stra\u00dfe'],
  ],
  ['the same path twice', [evil('workspace/good.txt')], ['duplicate workspace/good.txt']],
  ['the same path in other words', [evil('./workspace//./good.txt')], ['duplicate ./workspace//./good.txt']],
  ['the same path in capitals', [evil('workspace/GOOD.txt')], ['sameLetters workspace/GOOD.txt']],
  ['the same folder in capitals', [evil('Workspace/other.txt')], ['sameLetters Workspace/other.txt']],
  [
    'the same path with letters of another width',
    [evil('workspace/ｇood.txt')],
    ['sameLetters workspace/ｇood.txt'],
  ],
  [
    'the same accent written otherwise',
    [evil('workspace/\u00e9'), evil('workspace/e\u0301')],
    ['sameLetters workspace/e\u0301'],
    ['workspace/\u00e9'],
  ],
  ['a file as a folder', [evil('workspace/good.txt/inner')], ['fileAndFolder workspace/good.txt/inner']],
  [
    'a folder as a file',
    [{ name: 'workspace/dir/', flag: '5' }, evil('workspace/dir')],
    ['fileAndFolder workspace/dir'],
  ],
];

/** Members that are hostile by what they are. */
export const hostileKinds: readonly Row[] = [
  ['a symbolic link', [{ name: 'workspace/link', flag: '2', link: '/etc' }], ['symlink workspace/link']],
  [
    'a symbolic link and a file through it',
    [{ name: 'workspace/link', flag: '2', link: '../../..' }, evil('workspace/link/out.txt')],
    ['symlink workspace/link'],
    // In a staging folder nothing is a link, so that this is a file in a folder.
    ['workspace/link/out.txt'],
  ],
  ['a hard link', [{ name: 'workspace/passwd', flag: '1', link: '/etc/passwd' }], ['link workspace/passwd']],
  [
    'a hard link with content',
    [{ name: 'workspace/passwd', flag: '1', link: 'workspace/good.txt', content: 'x' }],
    ['link workspace/passwd'],
  ],
  ['a character device', [{ name: 'workspace/null', flag: '3' }], ['specialFile workspace/null']],
  ['a block device', [{ name: 'workspace/sda', flag: '4' }], ['specialFile workspace/sda']],
  ['a pipe', [{ name: 'workspace/pipe', flag: '6' }], ['pipe workspace/pipe']],
  [
    'a file with holes, of GNU',
    [{ name: 'workspace/sparse', flag: 'S', isGnu: true, content: 'x' }],
    ['unknownKind workspace/sparse'],
  ],
  [
    'a kind that nobody knows',
    [{ name: 'workspace/odd', flag: 'Z', content: 'x' }],
    ['unknownKind workspace/odd'],
  ],
  [
    'a file with holes, of pax, that unfolds to ten gigabytes',
    [
      pax({ 'GNU.sparse.major': '1', 'GNU.sparse.name': '../out', 'GNU.sparse.realsize': '10737418240' }),
      evil('workspace/sparse'),
    ],
    ['sparse workspace/sparse'],
  ],
  [
    'a path by pax that climbs',
    [pax({ path: '../../out.txt' }), evil('workspace/fine.txt')],
    ['climbs ../../out.txt'],
  ],
  ['an absolute path by pax', [pax({ path: '/out.txt' }), evil('workspace/fine.txt')], ['absolute /out.txt']],
  [
    'a path by pax with a NUL',
    [pax({ path: 'workspace/a\0b' }), evil('workspace/fine.txt')],
    ['control workspace/a\0b'],
  ],
  [
    'a path by pax for all that follow, and again for one',
    [pax({ path: '../all.txt' }, 'g'), pax({ comment: 'x' }), evil('workspace/fine.txt')],
    ['climbs ../all.txt'],
  ],
  [
    'a link by pax',
    [pax({ linkpath: '/etc/passwd' }), { name: 'workspace/l', flag: '2', link: 'fine' }],
    ['symlink workspace/l'],
  ],
  [
    'a path by GNU that climbs',
    [gnuName('../../out.txt'), evil('workspace/fine.txt')],
    ['climbs ../../out.txt'],
  ],
  ['a prefix that makes a path absolute', [evil('etc/out.txt', { prefix: '/' })], ['network //etc/out.txt']],
  [
    'a size by pax that is larger than the limit',
    [pax({ size: '2000' }), evil('workspace/large', { content: 'x'.repeat(2000), size: 0 })],
    ['large workspace/large'],
  ],
  [
    'a file that is larger than the limit',
    [evil('workspace/large', { content: 'x'.repeat(1001) })],
    ['large workspace/large'],
  ],
  [
    'an ordinary file of an unusual kind',
    [evil('workspace/contiguous', { flag: '7' })],
    [],
    ['workspace/contiguous'],
  ],
];

/** What ends an archive: [what it is, its bytes, the refusals, the files]. */
export const endings: readonly (readonly [string, () => Buffer, readonly string[], readonly string[]])[] = [
  ['nothing at all', () => Buffer.alloc(0), [], []],
  ['only an end', () => tarEnd, [], []],
  ['no end', () => rawTar([good]), [], ['workspace/good.txt']],
  ['something that is no archive', () => Buffer.from('<html>'.repeat(500)), ['damaged '], []],
  ['less than a header', () => Buffer.from('x'), ['truncated '], []],
  [
    'a file that is cut off',
    () =>
      Buffer.concat([
        rawTar([good]),
        rawTar([{ name: 'workspace/cut', content: 'x'.repeat(900) }]).subarray(0, 1000),
      ]),
    ['truncated workspace/cut'],
    ['workspace/good.txt'],
  ],
  [
    'a header that is cut off',
    () => Buffer.concat([rawTar([good]), rawTar([good2]).subarray(0, 300)]),
    ['truncated workspace/good.txt'],
    ['workspace/good.txt'],
  ],
  [
    'a header that is broken',
    () => rawTar([good, { name: 'workspace/x', content: 'x', isBroken: true }, good2]),
    ['damaged workspace/good.txt'],
    ['workspace/good.txt'],
  ],
  [
    'a size below nothing',
    () => rawTar([good, { name: 'workspace/x', size: -512 }, good2]),
    ['damaged workspace/good.txt'],
    ['workspace/good.txt'],
  ],
  [
    'a size that is no number',
    () => rawTar([good, pax({ size: 'many' }), { name: 'workspace/x', content: 'x' }, good2]),
    ['damaged workspace/good.txt'],
    ['workspace/good.txt'],
  ],
  [
    'a size of ten gigabytes that does not follow',
    () => rawTar([good, { name: 'workspace/bomb', size: 10 * 1024 ** 3 }, good2]),
    ['tooMuch workspace/bomb'],
    ['workspace/good.txt'],
  ],
  [
    'a size beyond all numbers',
    () => rawTar([good, { name: 'workspace/bomb', size: 2 ** 80 }, good2]),
    ['tooMuch workspace/bomb'],
    ['workspace/good.txt'],
  ],
  [
    'attributes of five megabytes',
    () =>
      rawTar([
        good,
        { name: 'pax', flag: 'x', size: 5 * 1024 ** 2, content: Buffer.alloc(5 * 1024 ** 2) },
        good2,
      ]),
    ['damaged workspace/good.txt'],
    ['workspace/good.txt'],
  ],
  [
    'more behind the end, which is judged like the rest',
    () => Buffer.concat([rawTar([good]), tarEnd, rawTar([evil('../out.txt'), good2]), tarEnd]),
    ['climbs ../out.txt'],
    ['workspace/after.txt', 'workspace/good.txt'],
  ],
];
