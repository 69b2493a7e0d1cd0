/**
 * Our types of the wire against those of the official client, checked by the compiler alone: a type that does not fit
 * stays in the list at the end by its name, and the list does not compile.
 *
 * What is received is checked in one direction, theirs into ours: all that their types promise must be readable with
 * ours. What is sent is checked in the other. Deliberate differences:
 * - Ours are readonly; theirs write `field?: T | undefined` where ours leave fields out. `Received` and `Sent` level that.
 * - Theirs require `id` of an interaction and of call steps; the wire leaves them out at times, so ours are optional.
 * - Theirs want a list as `user_input.content`; the service also takes a text, so `CreateRequest` is sent without it.
 * - Theirs leave the one field of some deltas and the error of an error event optional; decoding fills ours in, so they
 *   are compared with that field present (`Required`).
 * - Ours write annotations that nobody knows as `unknown` members; these never travel and are taken out before.
 */
import type { Interactions, Model as OfficialModel } from '@google/genai';
import type * as ours from '../../../src/api/types';

/** Open enumerations are written `string & {}`, which must not be taken for an object. */
type Primitive = string | number | boolean | null | undefined;

/** A type as JSON brings it: a field is there or not, and never undefined. */
type Received<T> = T extends Primitive
  ? T
  : T extends readonly (infer Member)[]
    ? readonly Received<Member>[]
    : { readonly [Key in keyof T]: Received<Exclude<T[Key], undefined>> };

/** A type as it is sent: without the members that exist inside the extension only, and writable, as theirs are. */
type Sent<T> = T extends ours.Unknown
  ? never
  : T extends Primitive
    ? T
    : T extends readonly (infer Member)[]
      ? Sent<Member>[]
      : { -readonly [Key in keyof T as Exclude<Key, 'media'>]: Sent<T[Key]> };

/** Nothing when a type fits into another, else the name of the check. */
type Fits<Name extends string, From, Into> = [From] extends [Into] ? never : Name;

type Of<Union, Type extends string> = Extract<Union, { readonly type: Type }>;
type Official = Interactions.InteractionSSEEvent;
type OfficialEvent<Name extends Official['event_type']> = Received<
  Extract<Official, { readonly event_type: Name }>
>;
type OfficialStep<Type extends string> = Received<Of<Interactions.Step, Type>>;
type OfficialDelta<Type extends string> = Received<Of<Interactions.StepDelta['delta'], Type>>;

/** Received: theirs into ours. */
type ReceivedChecks = [
  Fits<'TextContent', Received<Interactions.TextContent>, ours.TextContent>,
  Fits<'ImageContent', Received<Interactions.ImageContent>, ours.ImageContent>,
  Fits<'AudioContent', Received<Interactions.AudioContent>, ours.AudioContent>,
  Fits<'DocumentContent', Received<Interactions.DocumentContent>, ours.DocumentContent>,
  Fits<'VideoContent', Received<Interactions.VideoContent>, ours.VideoContent>,
  Fits<'Annotation', Received<Interactions.Annotation>, ours.Annotation>,
  Fits<'Usage', Received<Interactions.Usage>, ours.Usage>,
  Fits<'step user_input', OfficialStep<'user_input'>, ours.UserInputStep>,
  Fits<'step thought', OfficialStep<'thought'>, ours.ThoughtStep>,
  Fits<'step model_output', OfficialStep<'model_output'>, ours.ModelOutputStep>,
  Fits<'step function_call', OfficialStep<'function_call'>, ours.FunctionCallStep>,
  Fits<'step google_search_call', OfficialStep<'google_search_call'>, ours.ServerCallStep>,
  Fits<'step url_context_call', OfficialStep<'url_context_call'>, ours.ServerCallStep>,
  Fits<'step code_execution_call', OfficialStep<'code_execution_call'>, ours.ServerCallStep>,
  Fits<'step file_search_call', OfficialStep<'file_search_call'>, ours.ServerCallStep>,
  Fits<'step google_maps_call', OfficialStep<'google_maps_call'>, ours.ServerCallStep>,
  Fits<'step mcp_server_tool_call', OfficialStep<'mcp_server_tool_call'>, ours.ServerCallStep>,
  Fits<'step retrieval_call', OfficialStep<'retrieval_call'>, ours.ServerCallStep>,
  Fits<'step processing_call', OfficialStep<'processing_call'>, ours.ServerCallStep>,
  Fits<'step google_search_result', OfficialStep<'google_search_result'>, ours.ServerResultStep>,
  Fits<'step url_context_result', OfficialStep<'url_context_result'>, ours.ServerResultStep>,
  Fits<'step code_execution_result', OfficialStep<'code_execution_result'>, ours.ServerResultStep>,
  Fits<'step file_search_result', OfficialStep<'file_search_result'>, ours.ServerResultStep>,
  Fits<'step google_maps_result', OfficialStep<'google_maps_result'>, ours.ServerResultStep>,
  Fits<'step retrieval_result', OfficialStep<'retrieval_result'>, ours.ServerResultStep>,
  Fits<'step processing_result', OfficialStep<'processing_result'>, ours.ServerResultStep>,
  Fits<'step function_result', OfficialStep<'function_result'>, ours.FunctionResultStep>,
  Fits<'step mcp_server_tool_result', OfficialStep<'mcp_server_tool_result'>, ours.ServerResultStep>,
  Fits<'delta function_result', OfficialDelta<'function_result'>, ours.FieldsDelta>,
  Fits<'delta thought_summary', Required<OfficialDelta<'thought_summary'>>, ours.ThoughtSummaryDelta>,
  Fits<'delta thought_signature', Required<OfficialDelta<'thought_signature'>>, ours.ThoughtSignatureDelta>,
  Fits<'delta arguments_delta', Required<OfficialDelta<'arguments_delta'>>, ours.ArgumentsDelta>,
  Fits<'delta text_annotation_delta', Required<OfficialDelta<'text_annotation_delta'>>, ours.AnnotationDelta>,
  Fits<'event error', Required<OfficialEvent<'error'>>, ours.ErrorEvent>,
  Fits<'event interaction.completed', OfficialEvent<'interaction.completed'>, ours.CompletedEvent>,
  Fits<'event step.start', OfficialEvent<'step.start'>, ours.StepStartEvent>,
  Fits<'some delta', Required<Received<Interactions.StepDelta['delta']>>, ours.Delta>,
  Fits<'delta text', OfficialDelta<'text'>, ours.TextDelta>,
  Fits<'delta image', OfficialDelta<'image'>, ours.ImageContent>,
  Fits<'delta audio', OfficialDelta<'audio'>, ours.AudioContent>,
  Fits<'delta google_search_call', OfficialDelta<'google_search_call'>, ours.FieldsDelta>,
  Fits<'delta google_search_result', OfficialDelta<'google_search_result'>, ours.FieldsDelta>,
  Fits<'delta code_execution_call', OfficialDelta<'code_execution_call'>, ours.FieldsDelta>,
  Fits<'delta code_execution_result', OfficialDelta<'code_execution_result'>, ours.FieldsDelta>,
  Fits<
    'event interaction.created',
    OfficialEvent<'interaction.created'>['interaction']['status'],
    ours.InteractionStatus
  >,
  Fits<'event interaction.status_update', OfficialEvent<'interaction.status_update'>, ours.StatusEvent>,
  Fits<'event step.stop', OfficialEvent<'step.stop'>, ours.StepStopEvent>,
  Fits<'Interaction', Received<Interactions.Interaction>['status'], ours.InteractionStatus>,
  Fits<'Model', Pick<Received<OfficialModel>, 'displayName' | 'inputTokenLimit'>, Partial<ours.Model>>,
];

/** Every name that theirs know is known to ours. */
type NameChecks = [
  Fits<'Step', Exclude<Interactions.Step['type'], ours.Step['type']>, never>,
  Fits<'InteractionEvent', Exclude<Official['event_type'], ours.InteractionEvent['event_type']>, never>,
  Fits<'Content', Exclude<Interactions.Content['type'], ours.Content['type']>, never>,
  Fits<'Annotation', Exclude<Interactions.Annotation['type'], ours.Annotation['type']>, never>,
];

type CreateModel = Interactions.InteractionCreateParams.CreateModelInteractionParams;

/** Sent: ours into theirs. */
type SentChecks = [
  Fits<'TextContent', Sent<ours.TextContent>, Interactions.TextContent>,
  Fits<'ImageContent', Sent<ours.ImageContent>, Interactions.ImageContent>,
  Fits<'AudioContent', Sent<ours.AudioContent>, Interactions.AudioContent>,
  Fits<'DocumentContent', Sent<ours.DocumentContent>, Interactions.DocumentContent>,
  Fits<'Tool', Sent<ours.Tool>, Interactions.Tool>,
  Fits<'GenerationConfig', Sent<ours.GenerationConfig>, Interactions.GenerationConfig>,
  Fits<
    'CreateRequest',
    Sent<Pick<ours.CreateRequest, 'system_instruction' | 'previous_interaction_id' | 'store' | 'background'>>,
    Omit<CreateModel, 'model'>
  >,
];

type None<Names extends never> = Names;

/** Does not compile as soon as a check above fails: the error names it. */
export type WireTypesFit = [None<ReceivedChecks[number]>, None<NameChecks[number]>, None<SentChecks[number]>];
