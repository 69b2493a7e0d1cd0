/** A session whose model may call nothing, without instructions beside the settings. */
export const noTools = {
  toolbox: async () => undefined,
  instructions: async () => ({ text: '', files: [] }),
};
