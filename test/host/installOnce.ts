import { existsSync, mkdirSync, readdirSync, renameSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { atExit } from './atExit';
import { removeFolder } from './temporaryFolder';

const heartbeat = 2_000;
const staleAfter = 20_000;

/**
 * Makes `folder` exist, complete: `install` fills a folder beside it, which is renamed when it is done. An install
 * that was interrupted is started afresh; of two processes that want the same folder one waits for the other.
 */
export async function installOnce(
  folder: string,
  install: (partial: string) => Promise<void>,
): Promise<void> {
  if (existsSync(folder)) return;
  mkdirSync(path.dirname(folder), { recursive: true });
  const release = await lock(`${folder}.lock`, () => existsSync(folder));
  try {
    if (existsSync(folder)) return;
    removeLeftovers(folder);
    const partial = `${folder}.partial-${process.pid}`;
    mkdirSync(partial);
    const forget = atExit(() => removeFolder(partial));
    try {
      await install(partial);
      renameSync(partial, folder);
    } finally {
      forget();
      removeFolder(partial);
    }
  } finally {
    release();
  }
}

/**
 * Takes a lock that its owner touches while it lives, so that the lock of a killed process goes stale. It only saves
 * double work: should two owners meet, each fills a folder of its own.
 */
async function lock(folder: string, isDone: () => boolean): Promise<() => void> {
  for (let told = false; !tryLock(folder); told = true) {
    if (isDone()) return () => {};
    if (!told)
      console.log(`Another process is installing ${path.basename(folder, '.lock')}; waiting for it.`);
    await delay(500);
  }
  const timer = setInterval(() => touch(folder), heartbeat);
  const forget = atExit(() => removeFolder(folder));
  return () => {
    clearInterval(timer);
    forget();
    removeFolder(folder);
  };
}

function tryLock(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
  const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (age > staleAfter) removeFolder(folder);
  return false;
}

function touch(folder: string): void {
  if (existsSync(folder)) utimesSync(folder, new Date(), new Date());
}

function removeLeftovers(folder: string): void {
  const prefix = `${path.basename(folder)}.partial-`;
  for (const name of readdirSync(path.dirname(folder))) {
    if (name.startsWith(prefix)) removeFolder(path.join(path.dirname(folder), name));
  }
}
