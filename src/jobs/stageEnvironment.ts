import { rm } from 'node:fs/promises';
import type { Environments } from '../api/environments';
import { belowWorkspace } from './environmentPath';
import type { Staged, StagingOptions } from './stage';
import { stageArchive } from './stageArchive';
import { stageListing } from './stageListing';

/**
 * Brings the files of an environment's `/workspace` into a staging folder: as one archive, or, when what comes is none,
 * file by file. The paths are those below `/workspace`.
 *
 * Throws an ApiError, what the disk throws, or the reason of the signal; then nothing stays.
 */
export async function stageEnvironment(
  environments: Pick<Environments, 'downloadAll' | 'download' | 'listFiles'>,
  id: string,
  options: StagingOptions,
  signal: AbortSignal,
): Promise<Staged> {
  const inWorkspace: StagingOptions = { ...options, wants: wantsBelow(options.wants) };
  const archive = await stageArchive(environments.downloadAll(id, signal), inWorkspace, signal);
  if (!isNoArchive(archive)) return belowWorkspace(archive);
  await rm(archive.folder, { recursive: true, force: true });
  const listing = {
    pages: environments.listFiles(id, { directory: 'workspace', recursive: true }, signal),
    download: (path: string, each: AbortSignal) => environments.download(id, path, each),
  };
  return belowWorkspace(await stageListing(listing, inWorkspace, signal));
}

/** Whether nothing of it could be read. */
function isNoArchive({ files, refusals, isComplete }: Staged): boolean {
  return (
    !isComplete &&
    files.length === 0 &&
    refusals.every(({ reason }) => reason === 'damaged' || reason === 'truncated')
  );
}

/** What is wanted is asked for by its path in the workspace, whichever way the archive writes it. */
function wantsBelow(wants: StagingOptions['wants'] = () => true): (path: string) => boolean {
  return (path) => wants(path.replace(/^workspace\//, ''));
}
