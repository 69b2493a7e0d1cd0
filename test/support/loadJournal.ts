import { createJournalFold, type LoadedJournal } from '../../src/conversation/journalFold';

/** Loads the text of a whole journal. */
export function loadJournal(text: string): LoadedJournal {
  const fold = createJournalFold();
  fold.add(text.split('\n'));
  return fold.end();
}
