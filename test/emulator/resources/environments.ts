import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { JsonObject, JsonValue } from '../../../src/api/types';
import { invalid, notFound } from '../errors';
import type { Ids } from '../interactions/ids';
import { isObject, toList, toObject, toText, words } from '../json';
import type { Agent } from './agents';
import { entriesIn, placeOf, writeInside } from './sandboxFiles';

/** A sandbox: a folder of this machine that plays a whole file system. */
export interface Environment {
  readonly id: string;
  readonly root: string;
  /** What was in it before the first agent wrote into it, once one did. */
  readonly oldRoot: string;
  readonly created: Date;
  readonly network: JsonValue | undefined;
  readonly sources: JsonValue | undefined;
}

/** The sandboxes, kept in a temporary folder until the emulator closes. */
export interface Environments {
  readonly all: () => readonly Environment[];
  /** @throws ServiceError 404 for an unknown or expired one */
  readonly get: (id: string) => Environment;
  readonly create: (settings: JsonObject) => Promise<Environment>;
  /** Which sandbox the `environment` of a request means: a new one, one that exists, or a fork of the agent's. */
  readonly forRequest: (
    value: JsonValue | undefined,
    agent: Agent | undefined,
  ) => Promise<string | undefined>;
  readonly write: (id: string | undefined, file: string, content: string) => Promise<void>;
  /** Removes it; afterwards it is as unknown as one that expired. */
  readonly remove: (id: string) => Promise<void>;
  readonly describe: (environment: Environment) => Promise<JsonObject>;
  readonly close: () => Promise<void>;
}

const second = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');

/** Sandboxes without any yet; nothing is written before the first. */
export function environments(ids: Ids): Environments {
  const known = new Map<string, Environment>();
  let folder: Promise<string> | undefined;

  const get = (id: string): Environment => {
    const environment = known.get(id);
    if (!environment) throw notFound(`Environment '${id}' was not found.`);
    return environment;
  };

  const create = async (settings: JsonObject): Promise<Environment> => {
    folder ??= mkdtemp(path.join(os.tmpdir(), 'gemini-emulator-'));
    const id = ids.uuid();
    const origin = toText(settings['from_environment']);
    if (origin !== undefined && (settings['sources'] ?? settings['env'])) {
      throw invalid("'sources' and 'env' must be empty when 'from_environment' is set.");
    }
    const parent = origin === undefined ? undefined : get(origin);
    const environment: Environment = {
      id,
      root: path.join(await folder, id),
      oldRoot: path.join(await folder, `${id}-old`),
      created: new Date(),
      network: settings['network'] ?? parent?.network,
      sources: settings['sources'] ?? parent?.sources,
    };
    await mkdir(path.join(environment.root, 'workspace'), { recursive: true });
    if (parent) await cp(parent.root, environment.root, { recursive: true });
    await fill(environment, settings['sources']);
    known.set(id, environment);
    return environment;
  };

  const forkOf = async (base: JsonValue | undefined): Promise<Environment> => {
    if (isObject(base)) return create(base);
    return create(typeof base === 'string' && base !== 'remote' ? { from_environment: base } : {});
  };

  return {
    all: () => [...known.values()],
    get,
    create,
    forRequest: async (value, agent) => {
      if (value === undefined || value === null) return undefined;
      if (value === 'remote') return (await forkOf(agent?.settings['base_environment'])).id;
      if (typeof value === 'string') return get(value).id;
      const wanted = toObject(value);
      const existing = toText(wanted['environment_id']);
      if (existing === undefined) return (await create(wanted)).id;
      await fill(get(existing), wanted['sources']);
      return existing;
    },
    write: async (id, file, content) => {
      if (id === undefined) return;
      const { root, oldRoot } = get(id);
      if (!existsSync(oldRoot)) await cp(root, oldRoot, { recursive: true });
      await writeInside(placeOf(root, file, 'workspace'), content);
    },
    remove: async (id) => {
      const { root, oldRoot } = get(id);
      known.delete(id);
      for (const place of [root, oldRoot]) await rm(place, { recursive: true, force: true });
    },
    describe: async ({ id, root, created, network, sources }) => {
      const files = (await entriesIn(root, root, true)).filter(({ isFolder }) => !isFolder);
      const modified = new Date(Math.max(created.getTime(), ...files.map((file) => file.modified.getTime())));
      return {
        id,
        status: 'active',
        created: second(created),
        updated: second(modified),
        last_accessed: second(new Date()),
        file_count: String(files.length),
        size_bytes: String(files.reduce((sum, { size }) => sum + size, 0)),
        ...(network === undefined ? {} : { network }),
        ...(sources === undefined ? {} : { sources }),
      };
    },
    close: async () => {
      known.clear();
      if (folder) await rm(await folder, { recursive: true, force: true });
      folder = undefined;
    },
  };
}

/** Bytes of the sources that bring their content along: each, and all together. */
const largestInline = 1_000_000;
const largestInlineTotal = 2_000_000;

/** Puts the sources into a sandbox; a repository or a bucket becomes a file that names it. */
async function fill({ root }: Environment, sources: JsonValue | undefined): Promise<void> {
  let total = 0;
  for (const { type, source, content, encoding, target } of toList(sources).map(toObject)) {
    const wanted = words(target ?? '/workspace');
    if (wanted === '/') throw invalid("The 'target' of a source must not be '/'.");
    const place = placeOf(root, wanted, 'workspace');
    if (type === 'inline') {
      const bytes = Buffer.from(words(content ?? ''), encoding === 'base64' ? 'base64' : 'utf8');
      total += bytes.length;
      if (bytes.length > largestInline) throw invalid(`The inline source '${wanted}' is larger than 1 MB.`);
      if (total > largestInlineTotal) throw invalid('The inline sources are larger than 2 MB in total.');
      await writeInside(place, bytes);
    } else {
      await writeInside(path.join(place, 'README.md'), `Here would be ${words(source)}.\n`);
    }
  }
}
