import * as z from 'zod';
import type { Content, JsonObject } from '../api/types';
import type { CallFact } from '../conversation/calls';
import { ToolError } from '../util/toolError';
import type { Place } from './guard';
import type { ToolHost } from './ports';
import type { ReviewableChange } from './reviewableChange';
import type { ToolRun } from './toolbox';

/**
 * What a tool does to the world. The gate decides by it, not by the tool's name:
 * `read` looks, `talk` only tells or asks the person, `edit` changes files, `execute` runs programs,
 * `foreign` is whatever another extension's tool does.
 */
export type Effect = 'read' | 'talk' | 'edit' | 'execute' | 'foreign';

/** What came of a run. */
export interface ToolOutput {
  /** For the model: text, or blocks where there are pictures or documents. */
  readonly output: string | readonly Content[];
  /** For the person, in a few words. */
  readonly summary: string;
  /** Set when it ran and did not succeed, such as a command with another exit code than 0. */
  readonly failed?: boolean;
  /** What it printed, for the person. */
  readonly printed?: string;
}

/** A call that is about to be made: everything about it is settled, and `run` does just that. */
export interface Plan {
  /** Given when this very call only reads, unlike what the tool may do otherwise. */
  readonly effect?: 'read';
  /** What the person is shown; a path or a command line that is not here is not used. */
  readonly facts?: readonly CallFact[];
  /** What is unusual about it, in sentences. One is enough to ask, whatever was allowed before. */
  readonly concerns?: readonly string[];
  /** What *Allow for this chat* would cover; the tool as a whole unless given, nothing when null. */
  readonly permission?: { readonly key: string; readonly words: string } | null;
  readonly run: (run: ToolRun) => Promise<ToolOutput>;
  /** Given when it is the change of a file: where it is asked for, it is decided on part by part instead of being run. */
  readonly review?: { readonly places: readonly Place[]; readonly open: () => Promise<ReviewableChange> };
}

/** A call whose arguments are right. */
export interface OpenedCall {
  /** In one line, for the person: "Read src/cart.ts". */
  readonly title: string;
  /**
   * Settles what the call will do, without doing it. Files are reached through the host only, and there only through
   * places that its guard has let pass.
   * @throws ToolError when it cannot be done.
   */
  readonly plan: (host: ToolHost, signal: AbortSignal) => Promise<Plan>;
}

/** A function that the model may call. */
export interface Tool {
  readonly name: string;
  /** For the model; short, because it is sent with every request. */
  readonly description: string;
  readonly effect: Effect;
  /** The JSON Schema of the arguments. */
  readonly parameters: JsonObject;
  /** Whether it is declared unless the person switches it off. */
  readonly onByDefault: boolean;
  /** Milliseconds that a run may take; 60,000 unless given, 0 for no limit. */
  readonly timeLimitMs?: number;
  /** @throws ToolError when the arguments break the schema. */
  readonly open: (given: JsonObject) => OpenedCall;
}

/** Describes a tool; its schema, the types of its arguments and their validation all come from `input`. */
export function defineTool<Input>(definition: {
  readonly name: string;
  readonly description: string;
  readonly effect: Effect;
  readonly input: z.ZodType<Input>;
  readonly onByDefault?: boolean;
  readonly timeLimitMs?: number;
  readonly title: (input: Input) => string;
  readonly plan: (input: Input, host: ToolHost, signal: AbortSignal) => Promise<Plan>;
}): Tool {
  const { input, title, plan, onByDefault = true, ...rest } = definition;
  return {
    ...rest,
    onByDefault,
    parameters: schemaOf(input),
    open(given) {
      const parsed = input.safeParse(given);
      if (!parsed.success)
        throw new ToolError(`Invalid arguments for ${definition.name}.\n${z.prettifyError(parsed.error)}`);
      return {
        title: title(parsed.data),
        plan: (host, signal) => plan(parsed.data, host, signal),
      };
    },
  };
}

/** The schema as the service takes it: without the dialect, and without the bounds of JavaScript's integers. */
function schemaOf(input: z.ZodType): JsonObject {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(input, {
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  return schema as JsonObject;
}
