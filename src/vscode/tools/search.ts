import { withContents } from '../../tools/globs';
import { recheck, type GuardPorts, type Place } from '../../tools/guard';
import type { Bounded, Files, Search, TextMatch, TextQuery } from '../../tools/ports';
import type { FoundLine } from './ripgrepMessages';
import { findFilesIn, findTextIn, findTextInText } from './ripgrepSearch';
import { scanFiles, scanText } from './scan';
import { searchFolders, type LookedFolder } from './searchFolders';
import { unsavedTexts } from './unsavedTexts';

/**
 * Finding in the workspace folders, with VS Code's own ripgrep; by reading the files where that is not found, or cannot
 * reach them.
 * @param ripgrep its path; `undefined` where VS Code brings none
 */
export function createSearch(guard: GuardPorts, files: Files, ripgrep: string | undefined): Search {
  return {
    async files(query, signal) {
      const wanted = { below: query.below, include: [query.glob], exclude: [] };
      const found: { readonly name: string; readonly changedAt: number }[] = [];
      let cut = false;
      for (const folder of await searchFolders(wanted, guard, ripgrep)) {
        const part = await (folder.searched === undefined
          ? scanFiles(folder, query, signal)
          : findFilesIn(folder.searched, query, signal));
        cut ||= part.cut;
        for (const { relative, changedAt } of part.items)
          found.push({ name: folder.nameOf(relative), changedAt });
      }
      await stillThere(query.below, guard);
      if (query.order === 'newest') found.sort((a, b) => b.changedAt - a.changedAt);
      const items = found.slice(0, query.most).map(({ name }) => name);
      return { items, cut: cut || found.length > query.most };
    },
    async text(query, signal) {
      const wanted = {
        ...query,
        include: withContents(query.include),
        exclude: withContents(query.exclude),
      };
      const items: TextMatch[] = [];
      let cut = false;
      for (const folder of await searchFolders(wanted, guard, ripgrep)) {
        const left = query.most - items.filter(({ isMatch }) => isMatch).length;
        const part = await textIn(folder, { ...query, most: left }, files, guard, signal);
        cut ||= part.cut;
        const sorted = part.items.slice().sort((a, b) => compare(a.relative, b.relative));
        items.push(...sorted.map(({ relative, ...line }) => ({ file: folder.nameOf(relative), ...line })));
        if (cut) break;
      }
      await stillThere(query.below, guard);
      return { items, cut };
    },
  };
}

async function textIn(
  folder: LookedFolder,
  query: TextQuery,
  files: Files,
  guard: GuardPorts,
  signal: AbortSignal,
): Promise<Bounded<FoundLine>> {
  const { searched } = folder;
  if (searched === undefined) return scanText(folder, query, files, guard, signal);
  const unsaved = await unsavedTexts(folder, query.below, guard);
  const items: FoundLine[] = [];
  let left = query.most;
  for (const each of unsaved) {
    const found = await findTextInText(searched, { ...query, most: left }, each, signal);
    items.push(...found.items);
    if (found.cut) return { items, cut: true };
    left -= found.items.filter(({ isMatch }) => isMatch).length;
  }
  const names = new Set(unsaved.map(({ relative }) => relative));
  // What the editor has of a file counts, not what is on the disk.
  const admits = async (relative: string): Promise<boolean> =>
    !names.has(relative) && searched.admits(relative);
  const found = await findTextIn({ ...searched, admits }, { ...query, most: left }, signal);
  return { items: [...items, ...found.items], cut: found.cut };
}

/** What was searched may have been put elsewhere in the meantime. */
async function stillThere(below: Place | undefined, guard: GuardPorts): Promise<void> {
  if (below !== undefined) await recheck(below, guard);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
