import { cleanReplacement } from '../review/cleanReplacement';
import { growingText } from '../review/growingText';
import { replaceLines } from '../review/replaceLines';
import { piecesOfAnswer, wholeLines } from '../session/inlineEdit';
import type { EditPlace } from './editPlace';

/** The document with what an answer, or what has come of it, says of its pieces. */
export type EditedText = (answer: string, isWhole: boolean) => string;

/** Makes it of the lines of the document as it was. */
export function createEditedText(
  lines: readonly string[],
  { pieces, indent, isSeparator = false }: Omit<EditPlace, 'document'>,
): EditedText {
  const places = pieces.map(({ start, end }) => ({
    start,
    end,
    old: lines.slice(start, end).join('\n'),
    before: lines.slice(0, start).join('\n'),
    after: lines.slice(end).join('\n'),
    ...(indent === undefined ? {} : { indent }),
  }));
  return (answer, isWhole) => {
    const texts = piecesOfAnswer(answer, pieces.length);
    return replaceLines(
      lines,
      places.map(({ start, end, ...place }, at) => {
        const came = texts[at];
        const kept = end > start ? place.old : undefined;
        if (came === undefined) return { start, end, text: kept };
        const isDone = isWhole || texts[at + 1] !== undefined;
        const clean = cleanReplacement(isDone ? came : wholeLines(came), place);
        if (isSeparator) return { start, end, text: clean === '' ? kept : `\n${clean}\n` };
        const text = isDone ? clean : growingText(place.old, clean);
        return { start, end, text: text === '' && isDone ? undefined : text || kept };
      }),
    );
  };
}
