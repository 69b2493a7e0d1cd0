import type { AgentConfig, EnvironmentValue } from './environmentValue';

/**
 * The wire of the Interactions API, as TypeScript sees it: snake_case, exactly as it travels, so that what is
 * received can be kept, journaled and sent back without a second format.
 *
 * Every union is open at the service's end and closed here: `decode.ts` wraps a member that it does not know as
 * `{ type: 'unknown', raw }`, and `encodeStep` unwraps it again. Keys that these types do not name stay on the
 * objects untouched.
 *
 * Source: https://ai.google.dev/api/interactions-api
 */

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [key: string]: JsonValue | undefined };

/** A member of a union that this version does not know; `raw` is what was received, whole. */
export interface Unknown {
  readonly type: 'unknown';
  readonly raw: JsonObject;
}

// ---- content blocks ----

export interface TextContent {
  readonly type: 'text';
  readonly text: string;
  readonly annotations?: readonly Annotation[];
}

/**
 * Bytes travel as standard base64 in `data`, or by reference in `uri`. Inside the extension a third way exists:
 * `media` names a file in the conversation's media folder, which holds the bytes; it never travels. Neither does
 * `expires`, until when `uri` can be used, in milliseconds since the epoch.
 */
interface Media {
  readonly data?: string;
  readonly uri?: string;
  readonly mime_type?: string;
  readonly media?: string;
  readonly expires?: number;
}
export interface ImageContent extends Media {
  readonly type: 'image';
  readonly resolution?: string;
}
export interface AudioContent extends Media {
  readonly type: 'audio';
  readonly channels?: number;
  readonly sample_rate?: number;
}
export interface VideoContent extends Media {
  readonly type: 'video';
  readonly resolution?: string;
}
export interface DocumentContent extends Media {
  readonly type: 'document';
}
export type MediaContent = ImageContent | AudioContent | VideoContent | DocumentContent;
export type Content = TextContent | MediaContent | Unknown;

/** `start_index` and `end_index` are UTF-8 byte offsets into the text of the block, the end exclusive. */
interface Span {
  readonly start_index?: number;
  readonly end_index?: number;
}
export interface UrlCitation extends Span {
  readonly type: 'url_citation';
  readonly url?: string;
  readonly title?: string;
}
export interface FileCitation extends Span {
  readonly type: 'file_citation';
  readonly document_uri?: string;
  readonly file_name?: string;
  readonly source?: string;
  readonly page_number?: number;
}
export interface PlaceCitation extends Span {
  readonly type: 'place_citation';
  readonly place_id?: string;
  readonly name?: string;
  readonly url?: string;
}
export interface SpeechMetadata extends Span {
  readonly type: 'speech_metadata';
  readonly speaker?: string;
  readonly style?: string;
}
export interface WordInfo extends Span {
  readonly type: 'word_info';
  readonly text?: string;
  readonly start_offset?: string;
  readonly end_offset?: string;
  readonly speaker?: string;
}
export type Annotation = UrlCitation | FileCitation | PlaceCitation | SpeechMetadata | WordInfo | Unknown;

// ---- steps ----

interface Signed {
  readonly signature?: string;
}
interface CallStep extends Signed {
  readonly id?: string;
}
interface ResultStep extends Signed {
  readonly call_id?: string;
  readonly is_error?: boolean;
}
export interface UserInputStep {
  readonly type: 'user_input';
  readonly content?: string | readonly Content[];
}
export interface ThoughtStep extends Signed {
  readonly type: 'thought';
  readonly summary?: readonly Content[];
}
export interface ModelOutputStep {
  readonly type: 'model_output';
  readonly content?: readonly Content[];
  readonly error?: WireError;
}
export interface FunctionCallStep extends CallStep {
  readonly type: 'function_call';
  readonly name: string;
  /** An object once the step is whole; the raw text when what arrived was not JSON. */
  readonly arguments?: JsonObject | string;
}
export interface FunctionResultStep extends ResultStep {
  readonly type: 'function_result';
  readonly name?: string;
  readonly result?: JsonValue | readonly Content[];
}
/** The calls that the service answers itself. */
export const serverCallTypes = [
  'google_search_call',
  'url_context_call',
  'code_execution_call',
  'file_search_call',
  'google_maps_call',
  'retrieval_call',
  'processing_call',
  'mcp_server_tool_call',
] as const;
/** The service's own answers to them. */
export const serverResultTypes = [
  'google_search_result',
  'url_context_result',
  'code_execution_result',
  'file_search_result',
  'google_maps_result',
  'retrieval_result',
  'processing_result',
  'mcp_server_tool_result',
] as const;
export interface ServerCallStep extends CallStep {
  readonly type: (typeof serverCallTypes)[number];
  readonly name?: string;
  readonly server_name?: string;
  readonly arguments?: JsonObject;
}
export interface ServerResultStep extends ResultStep {
  readonly type: (typeof serverResultTypes)[number];
  readonly name?: string;
  readonly server_name?: string;
  readonly result?: JsonValue | readonly Content[];
}
export type Step =
  | UserInputStep
  | ThoughtStep
  | ModelOutputStep
  | FunctionCallStep
  | FunctionResultStep
  | ServerCallStep
  | ServerResultStep
  | Unknown;

// ---- deltas: what a stream adds to the step of the same index ----

export interface TextDelta {
  readonly type: 'text';
  readonly text: string;
}
export interface AnnotationDelta {
  readonly type: 'text_annotation_delta';
  readonly annotations: readonly Annotation[];
}
export interface ThoughtSummaryDelta {
  readonly type: 'thought_summary';
  readonly content: Content;
}
export interface ThoughtSignatureDelta {
  readonly type: 'thought_signature';
  readonly signature: string;
}
export interface ArgumentsDelta {
  readonly type: 'arguments_delta';
  /** A piece of JSON text. */
  readonly arguments: string;
}
/** Deltas that carry whole fields of their step (a built-in tool's arguments or result, a sandbox's result). */
export interface FieldsDelta {
  readonly type: ServerCallStep['type'] | ServerResultStep['type'] | 'function_result';
  readonly arguments?: JsonObject;
  readonly result?: JsonValue | readonly Content[];
  readonly is_error?: boolean;
  readonly signature?: string;
  readonly name?: string;
  readonly server_name?: string;
}
export type Delta =
  | TextDelta
  | AnnotationDelta
  | ThoughtSummaryDelta
  | ThoughtSignatureDelta
  | ArgumentsDelta
  | FieldsDelta
  | MediaContent
  | Unknown;

// ---- the interaction ----

/** Open at the service's end: a status that is not listed is treated as not final. */
export type InteractionStatus =
  | 'queued'
  | 'in_progress'
  | 'requires_action'
  | 'completed'
  | 'failed'
  | 'cancelled'
  | 'incomplete'
  | 'budget_exceeded'
  | 'requires_continuation'
  | (string & {});

export interface ModalityTokens {
  readonly modality?: string;
  readonly tokens?: number;
}
/** Tokens: total = input + output + thought + tool use; cached ones are part of the input. */
export interface Usage {
  readonly total_tokens?: number;
  readonly total_input_tokens?: number;
  readonly total_output_tokens?: number;
  readonly total_thought_tokens?: number;
  readonly total_tool_use_tokens?: number;
  readonly total_cached_tokens?: number;
  readonly input_tokens_by_modality?: readonly ModalityTokens[];
  readonly output_tokens_by_modality?: readonly ModalityTokens[];
}
export interface WireError {
  readonly code?: string | number;
  readonly message?: string;
}
/** What a stream says of an interaction: everything but its steps. */
export interface InteractionHead {
  /** Absent or empty when the interaction is not stored. */
  readonly id?: string;
  readonly object?: string;
  readonly status?: InteractionStatus;
  readonly created?: string;
  readonly updated?: string;
  readonly model?: string;
  readonly agent?: string;
  readonly usage?: Usage;
  readonly service_tier?: string;
  readonly previous_interaction_id?: string | null;
  readonly environment_id?: string;
  readonly continuation_token?: string;
  readonly error?: WireError;
  readonly errors?: readonly WireError[];
  /** The steps that a completed event may carry; as a rule a stream's deltas are the only source. */
  readonly steps?: readonly Step[];
}
export interface Interaction extends InteractionHead {
  readonly steps: readonly Step[];
}

// ---- events of a stream ----

interface Numbered {
  /** Where a later call may take the stream up again; only background and agent runs have it. */
  readonly event_id?: string;
}
export interface CreatedEvent extends Numbered {
  readonly event_type: 'interaction.created';
  readonly interaction: InteractionHead;
}
export interface StatusEvent extends Numbered {
  readonly event_type: 'interaction.status_update';
  readonly interaction_id?: string;
  readonly status: InteractionStatus;
  readonly usage?: Usage;
  readonly continuation_token?: string;
}
export interface StepStartEvent extends Numbered {
  readonly event_type: 'step.start';
  readonly index: number;
  readonly step: Step;
}
export interface StepDeltaEvent extends Numbered {
  readonly event_type: 'step.delta';
  readonly index: number;
  readonly delta: Delta;
}
export interface StepStopEvent extends Numbered {
  readonly event_type: 'step.stop';
  readonly index: number;
  readonly usage?: Usage;
}
/** Sent for every end of a stream, paused ones included. */
export interface CompletedEvent extends Numbered {
  readonly event_type: 'interaction.completed';
  readonly interaction: InteractionHead;
}
export interface ErrorEvent extends Numbered {
  readonly event_type: 'error';
  readonly error: WireError;
}
export interface UnknownEvent extends Numbered {
  readonly event_type: 'unknown';
  readonly name: string;
  readonly raw: JsonObject;
}
export type InteractionEvent =
  | CreatedEvent
  | StatusEvent
  | StepStartEvent
  | StepDeltaEvent
  | StepStopEvent
  | CompletedEvent
  | ErrorEvent
  | UnknownEvent;

// ---- requests ----

export interface FunctionTool {
  readonly type: 'function';
  readonly name: string;
  readonly description?: string;
  readonly parameters?: JsonObject;
}
export type Tool =
  | FunctionTool
  | { readonly type: 'google_search' }
  | { readonly type: 'url_context' }
  | { readonly type: 'code_execution' }
  | { readonly type: 'google_maps'; readonly latitude?: number; readonly longitude?: number }
  | McpServerTool;

/** A remote MCP server that the service calls by itself; streamable HTTP only. */
export interface McpServerTool {
  readonly type: 'mcp_server';
  /** Lower-case letters, digits and underscores: a name with a hyphen is refused. */
  readonly name: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly allowed_tools?: readonly { readonly mode?: AllowedMode; readonly tools?: readonly string[] }[];
}
type AllowedMode = 'auto' | 'any' | 'none' | 'validated';

/** Which functions may be called: by the model's choice, at least one, none, or only those of a list. */
export type ToolChoice =
  | AllowedMode
  | {
      readonly allowed_tools: {
        readonly mode: AllowedMode;
        readonly tools: readonly string[];
      };
    };

export interface GenerationConfig {
  readonly thinking_level?: 'minimal' | 'low' | 'medium' | 'high';
  readonly thinking_summaries?: 'auto' | 'none';
  readonly max_output_tokens?: number;
  readonly seed?: number;
  readonly stop_sequences?: readonly string[];
  readonly tool_choice?: ToolChoice;
}

/** The body of a create request; exactly one of `model` and `agent`. */
export interface CreateRequest {
  readonly model?: string;
  readonly agent?: string;
  readonly input: string | readonly Content[] | readonly Step[];
  readonly system_instruction?: string;
  readonly tools?: readonly Tool[];
  readonly generation_config?: GenerationConfig;
  readonly previous_interaction_id?: string;
  readonly store?: boolean;
  readonly background?: boolean;
  /** The sandbox of an agent. It is not inherited from `previous_interaction_id`. */
  readonly environment?: EnvironmentValue;
  readonly agent_config?: AgentConfig;
  readonly response_format?: JsonObject | readonly JsonObject[];
  readonly service_tier?: string;
}

/** A model that the service lists; camelCase, as that endpoint answers. */
export interface Model {
  /** `models/<id>`. */
  readonly name: string;
  readonly displayName?: string;
  readonly description?: string;
  /** Tokens. */
  readonly inputTokenLimit?: number;
  /** Tokens. */
  readonly outputTokenLimit?: number;
  readonly supportedGenerationMethods?: readonly string[];
  readonly thinking?: boolean;
}
