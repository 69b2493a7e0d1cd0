/** What a person is told of an answer that ended with the editor. */
export const cutShort = 'The editor was closed or reloaded before this answer was complete.';
