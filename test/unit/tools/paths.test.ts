import assert from 'node:assert/strict';
import path from 'node:path';
import * as fc from 'fast-check';
import { isWithin, locate, type PathStyle, relativeTo, type Root } from '../../../src/tools/paths';
import { isToolError } from '../../../src/util/toolError';

const posix: readonly Root[] = [{ name: 'app', path: '/home/me/app' }];
const windows: readonly Root[] = [{ name: 'app', path: 'C:\\Users\\Me\\app' }];
const two: readonly Root[] = [...posix, { name: 'docs', path: '/home/me/docs' }];

const relative = (given: string, roots: readonly Root[], style: PathStyle): string => {
  const { root, absolute } = locate(given, roots, style);
  return `${root.name}:${relativeTo(root.path, absolute, style)}`;
};

describe('locate', () => {
  const good: readonly (readonly [given: string, roots: readonly Root[], style: PathStyle, found: string])[] =
    [
      ['src/a.ts', posix, 'posix', 'app:src/a.ts'],
      ['./src//a.ts', posix, 'posix', 'app:src/a.ts'],
      ['src/../b.ts', posix, 'posix', 'app:b.ts'],
      ['src/', posix, 'posix', 'app:src'],
      ['.', posix, 'posix', 'app:'],
      ['', posix, 'posix', 'app:'],
      ['/home/me/app/src/a.ts', posix, 'posix', 'app:src/a.ts'],
      ['/home/me/app/', posix, 'posix', 'app:'],
      ['a\\b.ts', posix, 'posix', 'app:a\\b.ts'],
      ['…/שלום.ts', posix, 'posix', 'app:…/שלום.ts'],
      ['docs/read.me', two, 'posix', 'docs:read.me'],
      ['docs', two, 'posix', 'docs:'],
      ['/home/me/docs/x', two, 'posix', 'docs:x'],
      ['src\\a.ts', windows, 'win32', 'app:src/a.ts'],
      ['src/a.ts', windows, 'win32', 'app:src/a.ts'],
      ['c:\\users\\ME\\app\\src\\a.ts', windows, 'win32', 'app:src/a.ts'],
    ];
  for (const [given, roots, style, found] of good) {
    it(`takes ${JSON.stringify(given)} on ${style}`, () =>
      assert.equal(relative(given, roots, style), found));
  }

  const bad: readonly (readonly [given: string, roots: readonly Root[], style: PathStyle, why: RegExp])[] = [
    ['../secret', posix, 'posix', /outside/],
    ['src/../../secret', posix, 'posix', /outside/],
    ['/etc/passwd', posix, 'posix', /outside/],
    ['/home/me/application/x', posix, 'posix', /outside/],
    ['/home/me/app/../other', posix, 'posix', /outside/],
    ['/home/ME/app/x', posix, 'posix', /outside/],
    ['~/.ssh/id_rsa', posix, 'posix', /home folder/],
    ['~root/.bashrc', posix, 'posix', /home folder/],
    ['a\0b', posix, 'posix', /control/],
    ['a\nb', posix, 'posix', /control/],
    ['file:///etc/passwd', posix, 'posix', /address/],
    ['https://example.com/x', posix, 'posix', /address/],
    ['\\\\host\\share\\x', posix, 'posix', /network/],
    ['//host/share/x', posix, 'posix', /network/],
    ['C:\\Windows', posix, 'posix', /another system/],
    ['src/a.ts', two, 'posix', /does not begin with a workspace folder/],
    ['src/a.ts', [], 'posix', /No folder is open/],
    ['..\\secret', windows, 'win32', /outside/],
    ['C:\\Windows\\system.ini', windows, 'win32', /outside/],
    ['D:\\Users\\Me\\app\\x', windows, 'win32', /outside/],
    ['C:secret', windows, 'win32', /drive/],
    ['\\\\host\\share\\x', windows, 'win32', /network/],
    ['//host/share/x', windows, 'win32', /network/],
    ['\\\\?\\C:\\Users\\Me\\app\\x', windows, 'win32', /network and device/],
    ['\\\\.\\PhysicalDrive0', windows, 'win32', /network and device/],
    ['src/a.ts:stream', windows, 'win32', /hidden stream/],
    ['.git::$INDEX_ALLOCATION/config', windows, 'win32', /hidden stream/],
    ['.vscode./settings.json', windows, 'win32', /dot or a space/],
    ['.vscode /settings.json', windows, 'win32', /dot or a space/],
    ['settings.json ', windows, 'win32', /dot or a space/],
    ['NUL', windows, 'win32', /device/],
    ['src/com1.txt', windows, 'win32', /device/],
    ['lpt9', windows, 'win32', /device/],
  ];
  for (const [given, roots, style, why] of bad) {
    it(`refuses ${JSON.stringify(given)} on ${style} with ${roots.length} folders`, () =>
      assert.throws(
        () => locate(given, roots, style),
        (error) => isToolError(error) && why.test(error.message),
      ));
  }

  it('lets no random path out, on any system', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      '//',
      '\\\\',
      'C:',
      '~',
      'src',
      'a.ts',
      '\0',
      ' ',
      '...',
      '%2e%2e',
      '‥',
      '．．',
      'app',
      'home',
      'Users',
      'Me',
      ':',
      '?',
      '*',
      '$HOME',
      'con',
      '..;',
    );
    const paths = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
      fc.string(),
    );
    fc.assert(
      fc.property(paths, fc.constantFrom<PathStyle>('posix', 'win32'), (given, style) => {
        const roots = style === 'posix' ? posix : windows;
        const flavor = style === 'posix' ? path.posix : path.win32;
        try {
          const { root, absolute } = locate(given, roots, style);
          assert.ok(isWithin(flavor.resolve(absolute), root.path, style), absolute);
          assert.ok(!relativeTo(root.path, absolute, style).split('/').includes('..'));
        } catch (error) {
          if (!isToolError(error)) throw error;
        }
      }),
      { numRuns: 5000 },
    );
  });
});
