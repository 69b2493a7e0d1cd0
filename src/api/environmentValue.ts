/**
 * Which sandbox an agent works in, as a request says it: `remote` for a new one, the id of one that exists, exactly as
 * the service gave it, or a description.
 *
 * Source: https://ai.google.dev/gemini-api/docs/antigravity-agent
 */
export type EnvironmentValue = 'remote' | (string & {}) | RemoteEnvironment;

/** A sandbox that is described: what is in it from the start, and what it may reach. */
export interface RemoteEnvironment {
  readonly type: 'remote';
  /** One that exists, to which the sources are added. */
  readonly environment_id?: string;
  readonly sources?: readonly EnvironmentSource[];
  /** Open unless set. */
  readonly network?: EnvironmentNetwork;
  readonly env?: Readonly<Record<string, string | EnvironmentVariable>>;
}

/** What is put into a sandbox before the agent begins. `target` is an absolute path there, never `/`. */
export type EnvironmentSource =
  | InlineSource
  | {
      readonly type: 'repository' | 'gcs' | 'skill_registry';
      readonly source: string;
      readonly target: string;
    };

/** A file, whole, in the request itself: at most 1 MB, and 2 MB with all others. */
export interface InlineSource {
  readonly type: 'inline';
  readonly content: string;
  /** Of the content; plain text unless set. */
  readonly encoding?: 'base64';
  readonly target: string;
}

/** What a sandbox may reach: nothing, or the domains of a list, in which `*` is any. */
export type EnvironmentNetwork =
  | 'disabled'
  | {
      readonly allowlist: readonly { readonly domain: string; readonly credential?: string }[] | 'disabled';
    };

/** A variable of a sandbox: a value, or the name of a credential that the service keeps. */
export type EnvironmentVariable = { readonly value: string } | { readonly credential: string };

/** How an agent works, by its kind. Agents of other kinds take other fields. */
export type AgentConfig =
  | {
      readonly type: 'antigravity';
      readonly model?: string;
      /** Where the run pauses as `incomplete`. */
      readonly max_total_tokens?: string | number;
    }
  | {
      readonly type: 'deep-research';
      readonly thinking_summaries?: 'auto' | 'none';
      readonly visualization?: 'auto' | 'off';
      readonly collaborative_planning?: boolean;
    }
  | { readonly type: 'dynamic'; readonly [field: string]: unknown };
