import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from './browser';
import { cacheFolder } from './checkout';
import { installOnce } from './installOnce';
import { browserPackages } from './installSystemBrowser';
import { runOrThrow, runProcess } from './runProcess';

function installFolder(): string {
  return path.join(cacheFolder(), 'debian-chromium');
}

/** The browser that `debianBrowser` has unpacked; an empty list when it has not. */
export function unpackedBrowser(): readonly Browser[] {
  const root = path.join(installFolder(), 'root');
  const executable = path.join(root, 'usr/lib/chromium/chromium');
  if (!existsSync(executable)) return [];
  const libraries = ['usr/lib', 'lib'].flatMap((base) => libraryFolders(path.join(root, base)));
  const env = {
    LD_LIBRARY_PATH: [...libraries, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
    FONTCONFIG_FILE: path.join(installFolder(), 'fonts.conf'),
  };
  return [{ executable, env }];
}

/**
 * Gets Chromium without root: apt-get downloads the packages, with all that this system lacks for them, into a
 * private folder, and dpkg unpacks them there. Throws when this is no Debian, or nothing can be downloaded.
 */
export async function debianBrowser(): Promise<void> {
  if ((await runProcess('dpkg', ['--version'])).code !== 0) throw new Error('dpkg is not on this machine.');
  await installOnce(installFolder(), async (folder) => {
    const apt = path.join(folder, 'apt');
    for (const name of ['lists/partial', 'archives/partial', 'root']) {
      mkdirSync(path.join(name === 'root' ? folder : apt, name), { recursive: true });
    }
    cpSync('/var/lib/dpkg/status', path.join(apt, 'status'));
    const settings = {
      'Dir::State': apt,
      'Dir::State::lists': path.join(apt, 'lists'),
      'Dir::State::status': path.join(apt, 'status'),
      'Dir::State::extended_states': path.join(apt, 'extended_states'),
      'Dir::Cache': apt,
      'Dir::Cache::archives': path.join(apt, 'archives'),
      'Dir::Log': apt,
      'Debug::NoLocking': 'true',
      'APT::Sandbox::User': '',
    };
    const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
    await runOrThrow('apt-get', [...options, 'update'], { timeout: 300_000 });
    await runOrThrow(
      'apt-get',
      [
        ...options,
        'install',
        '-y',
        '--download-only',
        '--reinstall',
        '--no-install-recommends',
        ...browserPackages,
      ],
      { timeout: 600_000 },
    );
    const archives = path.join(apt, 'archives');
    const packages = readdirSync(archives).filter((name) => name.endsWith('.deb'));
    for (const name of packages)
      await runOrThrow('dpkg', ['-x', path.join(archives, name), path.join(folder, 'root')]);
    writeFileSync(path.join(folder, 'fonts.conf'), fontSettings(path.join(installFolder(), 'root')));
    rmSync(apt, { recursive: true });
  });
}

/** Fontconfig's settings: a bare system has none, and the unpacked ones name folders of the root. */
function fontSettings(root: string): string {
  const folders = [path.join(root, 'usr/share/fonts'), '/usr/share/fonts', '/usr/local/share/fonts'];
  const lines = folders.map((folder) => `  <dir>${folder}</dir>`).join('\n');
  const cache = path.join(path.dirname(root), 'font-cache');
  const names = [
    ['monospace', 'DejaVu Sans Mono'],
    ['sans-serif', 'DejaVu Sans'],
    ['system-ui', 'DejaVu Sans'],
  ].map(
    ([family, font]) =>
      `  <alias><family>${family}</family><prefer><family>${font}</family></prefer></alias>`,
  );
  return `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>\n${lines}\n${names.join('\n')}\n  <cachedir>${cache}</cachedir>\n</fontconfig>\n`;
}

/** `x86_64-linux-gnu` and those of its subfolders that hold shared libraries, which the system finds by fixed paths. */
function libraryFolders(base: string): readonly string[] {
  const triplets = readdirIfThere(base).filter((name) => name.endsWith('-linux-gnu'));
  return triplets.flatMap((triplet) => {
    const folder = path.join(base, triplet);
    const inner = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const withLibraries = inner
      .map((entry) => path.join(folder, entry.name))
      .filter((child) => readdirSync(child).some((name) => /^lib.*\.so/.test(name)));
    return [folder, ...withLibraries];
  });
}

function readdirIfThere(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
