import { ToolError } from '../../util/toolError';

/** Stands in for a part of the editor that is not reached yet: whatever is asked of it is an error for the model. */
export function missing(what: string): never {
  return new Proxy(
    {},
    {
      get: () => () => {
        throw new ToolError(`${what} cannot be reached here.`);
      },
    },
  ) as never;
}
