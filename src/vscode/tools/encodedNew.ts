import * as vscode from 'vscode';
import { lineEndsOf } from '../../review/lineEnds';
import type { Place } from '../../tools/guard';
import { ToolError } from '../../util/toolError';
import { uriOf } from './uriOf';

/**
 * The bytes of a file that is new, as the settings of the editor say that such a file is written: it is read in the same
 * way.
 * @throws ToolError when that encoding has not all of its characters.
 */
export async function encodedNew(place: Place, text: string): Promise<Uint8Array> {
  const uri = uriOf(place);
  const settings = vscode.workspace.getConfiguration('files', uri);
  const encoding = settings.get<string>('encoding', 'utf8');
  const ends = settings.get<string>('eol') === '\r\n' && lineEndsOf(text) === '\n';
  const inForm = ends ? text.replaceAll('\n', '\r\n') : text;
  const bytes = await vscode.workspace.encode(inForm, { uri });
  if (!encoding.startsWith('utf') && (await vscode.workspace.decode(bytes, { encoding })) !== inForm)
    throw new ToolError(
      `The settings say that ${place.name} is written in ${encoding}, which has not all characters of this text. Write it with others, or ask the person.`,
    );
  return bytes;
}
