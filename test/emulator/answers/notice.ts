/** How every text of the default script begins: nobody shall take it for the model's. */
export const notice =
  '> **This is the emulator, not Gemini.** It answers from a script — good enough to try everything around an answer.';
