/** What our terminals are called. */
export const terminalName = 'Gemini';
