/** Says to the model, in a sentence that helps it, why a call did not work. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
}

/** Whether it is one, also from a bundle that has a class of its own. */
export function isToolError(error: unknown): error is ToolError {
  return error instanceof Error && error.name === 'ToolError';
}
