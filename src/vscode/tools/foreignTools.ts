import * as vscode from 'vscode';
import type { Content, JsonObject } from '../../api/types';
import type { Tool } from '../../tools/tool';
import { ToolError } from '../../util/toolError';
import { ownToolPrefix } from '../../manifest';
import { tokenOf } from '../cancellation';

/** As many bytes of a picture that a tool returns are sent. */
const longestPicture = 4_000_000;
const pictureTypes = /^image\/(?:png|jpeg|webp|gif)$/;
/** What the service takes as the name of a function. */
const functionName = /^[A-Za-z_][\w.-]{0,63}$/;

/**
 * The tools that other extensions offer, those of MCP servers that are set up in VS Code among them. Each is off until
 * the person switches it on, and is asked for like everything whose effect is not known.
 */
export function foreignTools(taken: ReadonlySet<string>): readonly Tool[] {
  return vscode.lm.tools
    .filter(({ name }) => !name.startsWith(ownToolPrefix) && !taken.has(name) && functionName.test(name))
    .map(toolOf);
}

function toolOf({ name, description, inputSchema }: vscode.LanguageModelToolInformation): Tool {
  return {
    name,
    description,
    effect: 'foreign',
    parameters: (inputSchema ?? { type: 'object', properties: {} }) as JsonObject,
    onByDefault: false,
    timeLimitMs: 300_000,
    open: (given) => ({
      title: `Use ${name}`,
      plan: async () => ({
        facts: [{ kind: 'text', label: 'Arguments', text: JSON.stringify(given, undefined, 2) }],
        run: async ({ signal }) => {
          const cancelling = tokenOf(signal);
          try {
            // VS Code checks the arguments against the tool's schema.
            const options = { input: given, toolInvocationToken: undefined };
            const { content } = await vscode.lm.invokeTool(name, options, cancelling.token);
            const blocks = content.flatMap(blocksOf);
            return {
              output: blocks,
              summary: blocks.length === 1 ? 'one result' : `${blocks.length} results`,
            };
          } catch (error) {
            signal.throwIfAborted();
            throw new ToolError(`${name} failed: ${error instanceof Error ? error.message : String(error)}`, {
              cause: error,
            });
          } finally {
            cancelling.dispose();
          }
        },
      }),
    }),
  };
}

function blocksOf(part: unknown): readonly Content[] {
  if (part instanceof vscode.LanguageModelTextPart) return [{ type: 'text', text: part.value }];
  if (part instanceof vscode.LanguageModelPromptTsxPart)
    return [{ type: 'text', text: JSON.stringify(part.value) }];
  if (isData(part)) {
    if (/^text\/|\bjson\b/.test(part.mimeType))
      return [{ type: 'text', text: new TextDecoder().decode(part.data) }];
    if (pictureTypes.test(part.mimeType) && part.data.length <= longestPicture)
      return [{ type: 'image', mime_type: part.mimeType, data: Buffer.from(part.data).toString('base64') }];
    return [{ type: 'text', text: `(${part.data.length} bytes of ${part.mimeType}, left out)` }];
  }
  return [{ type: 'text', text: '(a part of a kind that is not known, left out)' }];
}

/** The oldest VS Code that is supported has no class for it. */
function isData(part: unknown): part is { readonly mimeType: string; readonly data: Uint8Array } {
  return (
    typeof part === 'object' &&
    part !== null &&
    'mimeType' in part &&
    typeof part.mimeType === 'string' &&
    'data' in part &&
    part.data instanceof Uint8Array
  );
}
