import type { JsonObject, Step } from '../../../src/api/types';
import { invalid, notFound, ServiceError } from '../errors';
import { isObject, toList, toObject, toText, words } from '../json';
import { modelKind } from '../resources/models';
import { inputSteps } from './input';

const knownFields = new Set([
  'model',
  'agent',
  'input',
  'system_instruction',
  'tools',
  'generation_config',
  'agent_config',
  'environment',
  'previous_interaction_id',
  'store',
  'background',
  'stream',
  'response_format',
  'response_modalities',
  'response_mime_type',
  'safety_settings',
  'service_tier',
  'labels',
  'webhook_config',
  'continuation_token',
  'cached_content',
]);

const toolTypes = [
  'function',
  'code_execution',
  'mcp_server',
  'filesystem',
  'google_maps',
  'google_search',
  'bash',
  'computer_use',
  'file_search',
  'url_context',
];

const thinkingLevels = new Set(['minimal', 'low', 'medium', 'high']);

/** The agents that come with the service. */
export const builtInAgents = [
  'antigravity-preview-05-2026',
  'antigravity-preview-09-2026',
  'deep-research-preview-04-2026',
  'deep-research-max-preview-04-2026',
  'deep-research-pro-preview-12-2025',
];

/** A create request that may begin. */
export interface ValidRequest {
  readonly body: JsonObject;
  readonly input: readonly Step[];
  readonly model: string | undefined;
  readonly agent: string | undefined;
  readonly background: boolean;
  readonly stored: boolean;
}

/**
 * Looks at everything in a create request that can be judged without the history.
 *
 * @throws ServiceError 400 for what the service does not accept, 404 for models and agents that it does not have
 */
export function validate(body: JsonObject, isCustomAgent: (id: string) => boolean): ValidRequest {
  for (const field of Object.keys(body)) {
    if (!knownFields.has(field))
      throw new ServiceError(400, 'parameter_unknown', `Unknown parameter: '${field}'.`);
  }
  const model = toText(body['model'])?.replace(/^models\//, '');
  const agent = toText(body['agent'])?.replace(/^agents\//, '');
  if ((model === undefined) === (agent === undefined)) {
    throw invalid("Exactly one of 'model' and 'agent' must be set.");
  }
  if (model !== undefined && modelKind(model) === undefined) {
    throw new ServiceError(404, 'model_not_found', `Model '${model}' was not found.`);
  }
  if (agent !== undefined && !builtInAgents.includes(agent) && !isCustomAgent(agent)) {
    throw notFound(`Agent '${agent}' was not found.`);
  }
  checkTools(toList(body['tools']));
  checkGeneration(toObject(body['generation_config']));
  const background = body['background'] === true;
  const stored = body['store'] !== false;
  if (background && !stored) throw invalid("'background' requires 'store' to be true.");
  if (agent !== undefined) checkAgent(agent, body, background);
  checkFormats(body);
  return { body, input: inputSteps(body['input']), model, agent, background, stored };
}

function checkTools(tools: readonly unknown[]): void {
  for (const [index, tool] of tools.entries()) {
    const { type, name } = toObject(tool);
    if (!toolTypes.includes(words(type))) {
      const supported = toolTypes.map((known) => `'${known}'`).join(', ');
      throw invalid(
        `The value '${words(type)}' is not supported for 'type' at 'tools[${index}]'. Supported values: ${supported}.`,
      );
    }
    if (type === 'function' && !/^[A-Za-z_][\w.:-]{0,127}$/.test(words(name ?? ''))) {
      throw invalid(
        `The value '${words(name ?? '')}' is not a valid function name at 'tools[${index}].name'.`,
      );
    }
    if (type === 'mcp_server' && words(name).includes('-')) {
      throw invalid(`The name of an MCP server must not contain '-' at 'tools[${index}].name'.`);
    }
  }
}

function checkGeneration(config: JsonObject): void {
  const level = config['thinking_level'];
  if (level !== undefined && level !== null && !thinkingLevels.has(words(level))) {
    throw invalid(`Thinking level ${words(level).toUpperCase()} is not supported for this model.`);
  }
}

function checkAgent(agent: string, body: JsonObject, background: boolean): void {
  if (agent.startsWith('deep-research')) {
    if (!background) throw invalid('Agents are required to use background=true.');
    if (body['system_instruction']) throw invalid("'system_instruction' is not supported for this agent.");
    if (body['response_format']) throw invalid("'response_format' is not supported for this agent.");
    return;
  }
  const config = toObject(body['generation_config']);
  const refused = ['temperature', 'top_p', 'top_k', 'stop_sequences', 'max_output_tokens'].find(
    (name) => name in config,
  );
  if (refused !== undefined) throw invalid(`'generation_config.${refused}' is not supported for this agent.`);
  if (body['response_format']) throw invalid("'response_format' is not supported for this agent.");
}

function checkFormats(body: JsonObject): void {
  const format = body['response_format'];
  for (const { type, mime_type } of (isObject(format) ? [format] : toList(format)).map(toObject)) {
    if (type === 'image' && mime_type !== undefined && mime_type !== 'image/jpeg') {
      throw invalid(
        `The value '${words(mime_type)}' is not supported for 'response_format.mime_type'. Supported values: 'image/jpeg'`,
      );
    }
  }
}

/**
 * Looks at what the input answers: every result belongs to a call of the history or of the input itself, and a call
 * that a client replays carries, or follows, the signature of the thought behind it.
 *
 * @throws ServiceError 400 otherwise
 */
export function checkResults(history: readonly Step[], input: readonly Step[]): void {
  const calls = new Set(
    [...history, ...input].flatMap((step) => (step.type === 'function_call' && step.id ? [step.id] : [])),
  );
  let signed = true;
  for (const step of input) {
    if (step.type === 'function_result' && !calls.has(step.call_id ?? '')) {
      throw invalid(`No function call was found for call_id '${step.call_id ?? ''}'.`);
    }
    if (step.type === 'user_input') signed = false;
    if ('signature' in step && step.signature) signed = true;
    if (step.type === 'function_call' && !signed) {
      const message = `Function call '${step.name}' is missing a thought signature. Send the model's steps exactly as they were received.`;
      throw new ServiceError(400, 'missing_thought_signature', message);
    }
  }
}
