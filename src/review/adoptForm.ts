import { lineEndsOf, withLineFeeds } from './lineEnds';
import { FileText } from './fileText';
import { weave } from './weave';

const byteOrderMark = '\uFEFF';

/**
 * A new text for a file in the form of the old one: its byte order mark and its line ends, where the text was written by
 * someone who could not see them. In a file with mixed line ends each line that stays keeps its own.
 */
export function adoptForm(oldText: string, newText: string): string {
  const mark = oldText.startsWith(byteOrderMark) ? byteOrderMark : '';
  const written = newText.startsWith(byteOrderMark) ? newText.slice(1) : newText;
  const ends = lineEndsOf(oldText);
  if (ends === 'none') return mark + written;
  const plain = withLineFeeds(written);
  if (ends !== 'mixed') return mark + (ends === '\n' ? plain : plain.replaceAll('\n', ends));
  const region = oldText.slice(mark.length);
  return (
    mark +
    weave({
      region,
      oldLines: withLineFeeds(region).split('\n'),
      newLines: plain.split('\n'),
      drift: [],
      reindent: (line) => line,
      lineEnd: new FileText(region).lineEndAt(0),
    })
  );
}
