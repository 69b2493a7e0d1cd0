/** Marks a branch that a closed union cannot reach; the compiler objects when it can. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
